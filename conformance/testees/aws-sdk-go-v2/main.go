// SPDX-License-Identifier: Apache-2.0

// Puts the AWS SDK for Go v2 under test: makes the calls asked for, and tells what came of each.
package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"awsproof/go-testee"
	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/securityhub"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// version is that of the module which the client comes from.
func version() string {
	build, _ := debug.ReadBuildInfo()
	for _, module := range build.Deps {
		if module.Path == "github.com/aws/aws-sdk-go-v2/service/securityhub" {
			return strings.TrimPrefix(module.Version, "v")
		}
	}
	return "unknown"
}

// told tells errors apart as the SDK has its callers do: by errors.As.
func told(err error) testee.Object {
	var generic *smithy.GenericAPIError
	var service smithy.APIError
	var response *smithyhttp.ResponseError
	var operation *smithy.OperationError
	switch {
	case errors.As(err, &generic):
		return testee.Unknown(generic.ErrorCode())
	case errors.As(err, &service):
		return testee.Object{"kind": "modeled", "code": service.ErrorCode(),
			"value": testee.MembersOf(service)}
	case errors.As(err, &response): // its status is 0 where no answer came
		outcome := testee.Thrown("rejected", fmt.Sprintf("%T", response.Err), response.Err)
		if response.HTTPStatusCode() != 0 {
			outcome["status"] = response.HTTPStatusCode()
		}
		return outcome
	case errors.As(err, &operation):
		return testee.Thrown("rejected", fmt.Sprintf("%T", operation), operation)
	}
	return testee.Thrown("escape", fmt.Sprintf("%T", err), err)
}

func main() {
	client := securityhub.New(securityhub.Options{
		Region: "us-east-1",
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "a", SecretAccessKey: "b"}, nil
		}),
		HTTPClient: awshttp.NewBuildableClient().WithTimeout(4 * time.Second),
		Retryer:    aws.NopRetryer{},
	})
	site := "https://github.com/aws/aws-sdk-go-v2"
	testee.Serve("aws-sdk-go-v2", version(), site, func(call testee.Call) testee.Object {
		input := &securityhub.InviteMembersInput{AccountIds: call.Input.AccountIds}
		result, err := client.InviteMembers(context.Background(), input,
			func(options *securityhub.Options) { options.BaseEndpoint = &call.Endpoint })
		if err != nil {
			return told(err)
		}
		return testee.Object{"kind": "result", "value": testee.MembersOf(result)}
	})
}
