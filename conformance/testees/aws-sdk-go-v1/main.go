// SPDX-License-Identifier: Apache-2.0

// Puts the AWS SDK for Go v1 under test: makes the calls asked for, and tells what came of each.
package main

import (
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"time"

	"awsproof/go-testee"
	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/aws-sdk-go/aws/credentials"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/securityhub"
)

// modeled is an error of one of the service's own types, whose members have a _ behind their names.
func modeled(failure awserr.Error) testee.Object {
	given := reflect.ValueOf(failure).Elem()
	member := func(name string) *string { return given.FieldByName(name + "_").Interface().(*string) }
	return testee.Object{"kind": "modeled", "code": failure.Code(),
		"value": testee.Members{Message: member("Message"), Code: member("Code")}}
}

// told tells errors apart as the SDK has its callers do: by awserr.Error, and by type.
func told(err error) testee.Object {
	var failure awserr.Error
	if !errors.As(err, &failure) {
		return testee.Thrown("escape", fmt.Sprintf("%T", err), err)
	}
	class := reflect.Indirect(reflect.ValueOf(failure)).Type()
	if strings.HasSuffix(class.PkgPath(), "/service/securityhub") {
		return modeled(failure)
	}
	answer, answered := failure.(awserr.RequestFailure)
	if answered && failure.OrigErr() == nil { // nothing went wrong on this side
		return testee.Unknown(failure.Code())
	}
	outcome := testee.Thrown("rejected", failure.Code(), err)
	if answered {
		outcome["status"] = answer.StatusCode()
	}
	return outcome
}

func main() {
	sdk := session.Must(session.NewSession(&aws.Config{
		Region:      aws.String("us-east-1"),
		Credentials: credentials.NewStaticCredentials("a", "b", ""),
		HTTPClient:  &http.Client{Timeout: 4 * time.Second},
		MaxRetries:  aws.Int(0),
	}))
	site := "https://github.com/aws/aws-sdk-go"
	testee.Serve("aws-sdk-go-v1", aws.SDKVersion, site, func(call testee.Call) testee.Object {
		client := securityhub.New(sdk, &aws.Config{Endpoint: &call.Endpoint})
		input := &securityhub.InviteMembersInput{AccountIds: aws.StringSlice(call.Input.AccountIds)}
		result, err := client.InviteMembers(input)
		if err != nil {
			return told(err)
		}
		return testee.Object{"kind": "result", "value": testee.MembersOf(result)}
	})
}
