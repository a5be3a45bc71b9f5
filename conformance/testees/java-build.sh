# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Sourced by the run of an adapter in Java, after build-once.sh; it sets `name` and `here` before.
# The jars are those of its pom.xml, each with the digest that its jars.sha256 says.

build() {
    need mvn 'install the Debian package maven'
    need javac 'install the Debian package openjdk-17-jdk-headless'
    mkdir -- "$1/lib" "$1/classes" || fail "cannot write into $1"
    mvn -B -q -f "$here/pom.xml" dependency:copy-dependencies "-DoutputDirectory=$1/lib" ||
        fail "cannot fetch what $here/pom.xml names, see above"
    (cd -- "$1/lib" && LC_ALL=C && sha256sum -- *.jar) | diff -- "$here/jars.sha256" - ||
        fail "these are not the jars that $here/jars.sha256 locks, see above"
    javac --release 17 -cp "$1/lib/*" -d "$1/classes" "$here/Adapter.java" "$here/../Conversation.java"
}

# start OPTION...: becomes the adapter, java having these options
start() {
    need java 'install the Debian package openjdk-17-jre-headless'
    java=$(java -XshowSettings:properties -version 2>&1) || fail 'java does not start'
    java=$(printf '%s\n' "$java" | sed -n 's/^ *java\.specification\.version = //p')
    case $java in
    1.* | ? | 1[0-6])
        fail "java is $java, and this needs 17: install the Debian package openjdk-17-jre-headless" ;;
    esac
    build_once "$name" "$here/pom.xml" "$here/jars.sha256" "$here/Adapter.java" \
        "$here/../Conversation.java"
    # A bare environment: no AWS_*, no proxy, no home folder's settings change what the SDK does.
    exec env -i "PATH=$PATH" HOME=/nonexistent LC_ALL=C.UTF-8 AWS_EC2_METADATA_DISABLED=true \
        AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null \
        java -Duser.home=/nonexistent -XX:TieredStopAtLevel=1 -XX:-UsePerfData "$@" \
        -cp "$built/classes:$built/lib/*" Adapter
}
