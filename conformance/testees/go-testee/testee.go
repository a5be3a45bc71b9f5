// SPDX-License-Identifier: Apache-2.0

// Package testee holds the conversation with the runner (docs/TESTEE.md) for adapters in Go.
package testee

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"runtime"
	"strings"
	"sync"
	"unicode/utf8"
)

// Object is a JSON object.
type Object map[string]any

// Call is the request to call InviteMembers at the endpoint with this input.
type Call struct {
	Endpoint string
	Input    struct{ AccountIds []string }
}

type request struct {
	Type, ID, Service, Operation string
	Protocol                     any // a hello's is a range of versions
	Call
}

// Members are those of all structures of the operation. What is nil is absent, as in the SDKs' own types.
type Members struct {
	UnprocessedAccounts                        []*Members `json:",omitzero"`
	AccountId, ProcessingResult, Message, Code *string    `json:",omitzero"`
}

// MembersOf is what an SDK handed over, as a value of a type of its own.
func MembersOf(given any) Members {
	var members Members
	if text, err := json.Marshal(given); err != nil {
		panic(err)
	} else if err := json.Unmarshal(text, &members); err != nil {
		panic(err)
	}
	return members
}

// Unknown is a service error that the SDK has no type for. A code that JSON cannot hold is an escape.
func Unknown(code string) Object {
	if !utf8.ValidString(code) {
		return Object{"kind": "escape", "class": "InvalidUTF8", "message": fmt.Sprintf("code %+q", code)}
	}
	return Object{"kind": "unknown", "code": code}
}

// Thrown is an outcome of this kind, rejected or escape.
func Thrown(kind, class string, what any) Object {
	message := strings.ToValidUTF8(fmt.Sprintf("%.1000v", what), "\uFFFD")
	return Object{"kind": kind, "class": strings.TrimPrefix(class, "*"), "message": message}
}

// Serve answers all requests, those for a call by what call makes of it. Calls run beside each other.
func Serve(name, version, site string, call func(Call) Object) {
	hello := Object{"type": "hello", "protocol": 1, "name": name, "version": version,
		"language": "go", "runtime": runtime.Version(), "homepage": site, "issues": site + "/issues",
		"transports": []string{"http"}, "operations": []string{"securityhub.InviteMembers"},
		"protocols": []string{"restJson1"}, "features": []string{"pipelining"}}
	lines := log.New(os.Stdout, "", 0) // writes each in one go, whoever calls it
	os.Stdout = os.Stderr              // what a library prints is no reply
	var calls sync.WaitGroup
	for requests := bufio.NewReader(os.Stdin); ; {
		line, end := requests.ReadBytes('\n')
		var asked request
		switch err := json.Unmarshal(line, &asked); {
		case end != nil || asked.Type == "bye":
			calls.Wait()
			return
		case asked.Type == "hello":
			say(lines, hello)
		case err != nil || asked.ID == "":
			log.Printf("a bad request line: %.300q", line)
		default:
			calls.Add(1)
			go func() {
				defer calls.Done()
				say(lines, Object{"type": "outcome", "id": asked.ID, "outcome": outcome(asked, call)})
			}()
		}
	}
}

func outcome(asked request, call func(Call) Object) (told Object) {
	defer func() {
		if panicked := recover(); panicked != nil {
			told = Thrown("escape", fmt.Sprintf("%T", panicked), panicked)
		}
	}()
	if asked.Type != "call" || asked.Service != "securityhub" ||
		asked.Operation != "InviteMembers" || asked.Protocol != "restJson1" {
		return Object{"kind": "unsupported", "reason": "the hello claims no such"}
	}
	return call(asked.Call)
}

func say(lines *log.Logger, reply Object) {
	text, err := json.Marshal(reply)
	if err != nil {
		log.Panic(err)
	}
	lines.Print(string(text))
}
