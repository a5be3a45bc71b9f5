// SPDX-License-Identifier: Apache-2.0

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The testee protocol for adapters of Java SDKs: reads requests, makes each call in a thread. */
public final class Conversation {
  /** Calls InviteMembers once, and tells what the SDK gave; what this throws is an escape. */
  public interface Sdk {
    ObjectNode call(URI endpoint, List<String> accountIds) throws Throwable;
  }

  public static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String CLAIMED = "call securityhub InviteMembers restJson1";
  private static final byte[] BYE = "{\"type\":\"bye\"}".getBytes(UTF_8);
  private static final PrintStream REPLIES = System.out;
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(16); // as are open

  /** Holds the conversation to its end, over standard input and output. */
  public static void hold(String name, String version, String home, Sdk sdk) throws IOException {
    System.setOut(System.err); // what a library prints is no reply
    String hello = """
        {"type":"hello","protocol":1,"name":"%s","version":"%s","language":"java",\
        "runtime":"%s %s","homepage":"%s","issues":"%5$s/issues","transports":["http"],\
        "operations":["securityhub.InviteMembers"],"protocols":["restJson1"],\
        "features":["pipelining","unknown_raw"]}"""
        .formatted(name, version, System.getProperty("java.vm.name"), Runtime.version(), home);
    BufferedInputStream requests = new BufferedInputStream(System.in);
    while (take(nextLine(requests), hello, sdk)) {}
    THREADS.shutdown(); // calls under way are still answered
  }

  public static ObjectNode outcome(String kind) {
    return JSON.createObjectNode().put("kind", kind);
  }

  /** An outcome of kind unknown; a code that the SDK does not show, its null, is the empty one. */
  public static ObjectNode unknown(String code, byte[] raw) {
    ObjectNode outcome = outcome("unknown").put("code", code == null ? "" : code);
    return raw == null || raw.length == 0 ? outcome : outcome.put("raw_base64", raw);
  }

  /** An outcome that is about what was thrown; half a surrogate pair in its text becomes a ?. */
  public static ObjectNode thrown(String kind, Throwable error) {
    String text = String.valueOf(error.getMessage());
    byte[] head = text.substring(0, Math.min(text.length(), 1000)).getBytes(UTF_8);
    ObjectNode outcome = outcome(kind).put("class", error.getClass().getName());
    return outcome.put("message", new String(head, UTF_8));
  }

  /** The bytes up to the next LF, which alone ends a line; bye at the end of input. */
  private static byte[] nextLine(BufferedInputStream requests) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next;
    while ((next = requests.read()) != -1 && next != '\n') {
      line.write(next);
    }
    return next == -1 && line.size() == 0 ? BYE : line.toByteArray();
  }

  /** Answers this line, now or from a thread; false where it is the last. */
  private static boolean take(byte[] line, String hello, Sdk sdk) {
    try {
      JsonNode request = JSON.readTree(line);
      switch (request.required("type").asText()) {
        case "bye" -> { return false; }
        case "hello" -> write(hello);
        default -> answer(request, sdk);
      }
    } catch (Exception error) {
      System.err.println("adapter: a bad request line: " + error.toString().replace('\n', ' '));
    }
    return true;
  }

  private static void answer(JsonNode request, Sdk sdk) {
    String id = request.required("id").asText();
    String asked = String.join(" ", request.path("type").asText(), request.path("service").asText(),
        request.path("operation").asText(), request.path("protocol").asText());
    if (!asked.equals(CLAIMED)) {
      write(id, outcome("unsupported").put("reason", "the hello claims no such"));
      return;
    }
    URI endpoint = URI.create(request.required("endpoint").asText());
    var accountIds = List.of(JSON.convertValue(request.at("/input/AccountIds"), String[].class));
    THREADS.execute(() -> {
      try {
        write(id, sdk.call(endpoint, accountIds));
      } catch (Throwable error) {
        write(id, thrown("escape", error));
      }
    });
  }

  private static void write(String id, ObjectNode outcome) {
    ObjectNode reply = JSON.createObjectNode().put("type", "outcome").put("id", id);
    String line = reply.set("outcome", outcome).toString();
    ObjectNode escape = outcome("escape").put("class", "UnpairedSurrogate").put("message", "");
    write(UTF_8.newEncoder().canEncode(line) ? line : reply.set("outcome", escape).toString());
  }

  private static synchronized void write(String line) {
    REPLIES.writeBytes((line + "\n").getBytes(UTF_8));
    REPLIES.flush();
  }
}
