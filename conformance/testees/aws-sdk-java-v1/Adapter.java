// SPDX-License-Identifier: Apache-2.0

import com.amazonaws.AmazonServiceException;
import com.amazonaws.ClientConfiguration;
import com.amazonaws.Request;
import com.amazonaws.SdkBaseException;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.handlers.HandlerContextKey;
import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.retry.PredefinedRetryPolicies;
import com.amazonaws.services.securityhub.AWSSecurityHub;
import com.amazonaws.services.securityhub.AWSSecurityHubClientBuilder;
import com.amazonaws.services.securityhub.model.AWSSecurityHubException;
import com.amazonaws.services.securityhub.model.InviteMembersRequest;
import com.amazonaws.services.securityhub.model.InviteMembersResult;
import com.amazonaws.services.securityhub.model.Result;
import com.amazonaws.util.VersionInfoUtils;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Puts the AWS SDK for Java v1 under test: makes each call, and tells what its caller gets. */
public final class Adapter {
  private static final String HOME = "https://github.com/aws/aws-sdk-java";
  private static final HandlerContextKey<URI> ENDPOINT = new HandlerContextKey<>("Endpoint");

  /** Aims each call where its request says. */
  private static final class Aim extends RequestHandler2 {
    @Override
    public void beforeRequest(Request<?> request) {
      request.setEndpoint(request.getHandlerContext(ENDPOINT));
    }
  }

  private final AWSSecurityHub client =
      AWSSecurityHubClientBuilder.standard()
          .withRegion("us-east-1")
          .withCredentials(new AWSStaticCredentialsProvider(new BasicAWSCredentials("a", "b")))
          .withClientConfiguration(
              new ClientConfiguration()
                  .withRetryPolicy(PredefinedRetryPolicies.NO_RETRY_POLICY)
                  .withConnectionTimeout(2000)
                  .withSocketTimeout(2000))
          .withRequestHandlers(new Aim())
          .build();

  /** What the caller of InviteMembers gets, told and not judged. */
  private ObjectNode call(URI endpoint, List<String> accountIds)
      throws ReflectiveOperationException {
    InviteMembersRequest request = new InviteMembersRequest().withAccountIds(accountIds);
    request.addHandlerContext(ENDPOINT, endpoint);
    try {
      return result(client.inviteMembers(request));
    } catch (AmazonServiceException error) {
      return serviceError(error);
    } catch (SdkBaseException error) {
      return Conversation.thrown("rejected", error);
    }
  }

  private static ObjectNode result(InviteMembersResult result) {
    ObjectNode outcome = Conversation.outcome("result");
    ObjectNode value = outcome.putObject("value");
    if (result.getUnprocessedAccounts() != null) {
      ArrayNode list = value.putArray("UnprocessedAccounts");
      result.getUnprocessedAccounts().forEach(i -> list.add(i == null ? null : account(i)));
    }
    return outcome;
  }

  private static ObjectNode account(Result account) {
    ObjectNode value = Conversation.JSON.createObjectNode();
    put(value, "AccountId", account.getAccountId());
    put(value, "ProcessingResult", account.getProcessingResult());
    return value;
  }

  private static ObjectNode serviceError(AmazonServiceException error)
      throws ReflectiveOperationException {
    if (error.getClass().getSuperclass() == AWSSecurityHubException.class) {
      ObjectNode outcome = Conversation.outcome("modeled");
      outcome.put("code", error.getClass().getSimpleName());
      ObjectNode value = outcome.putObject("value");
      put(value, "Message", error.getErrorMessage());
      Object code = error.getClass().getMethod("getCode").invoke(error); // each has its own
      put(value, "Code", (String) code);
      return outcome;
    }
    return Conversation.unknown(error.getErrorCode(), error.getRawResponse());
  }

  private static void put(ObjectNode value, String name, String member) {
    if (member != null) {
      value.put(name, member);
    }
  }

  public static void main(String[] args) throws IOException {
    Conversation.hold("aws-sdk-java-v1", VersionInfoUtils.getVersion(), HOME, new Adapter()::call);
  }
}
