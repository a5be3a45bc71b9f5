// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.endpoints.EndpointUrl;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.endpoints.SecurityHubEndpointProvider;
import software.amazon.awssdk.services.securityhub.model.InviteMembersResponse;
import software.amazon.awssdk.services.securityhub.model.SecurityHubException;

/** Puts the AWS SDK for Java v2 under test: makes each call, and tells what its caller gets. */
public final class Adapter {
  private static final String HOME = "https://github.com/aws/aws-sdk-java-v2";

  private final SecurityHubClient client =
      SecurityHubClient.builder()
          .region(Region.US_EAST_1)
          .credentialsProvider(() -> AwsBasicCredentials.create("a", "b"))
          .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
          .httpClientBuilder(
              Apache5HttpClient.builder()
                  .connectionTimeout(Duration.ofSeconds(2))
                  .socketTimeout(Duration.ofSeconds(2)))
          .build();

  /** What the caller of InviteMembers gets, told and not judged. */
  private ObjectNode call(URI endpoint, List<String> accountIds) {
    Endpoint at = Endpoint.builder().endpointUrl(EndpointUrl.fromUri(endpoint)).build();
    SecurityHubEndpointProvider provider = any -> CompletableFuture.completedFuture(at);
    try {
      return result(
          client.inviteMembers(
              request ->
                  request
                      .accountIds(accountIds)
                      .overrideConfiguration(o -> o.endpointProvider(provider))));
    } catch (AwsServiceException error) {
      return serviceError(error);
    } catch (SdkClientException error) {
      return Conversation.thrown("rejected", error);
    }
  }

  private static ObjectNode result(InviteMembersResponse response) {
    ObjectNode outcome = Conversation.outcome("result");
    ObjectNode value = outcome.putObject("value");
    if (response.hasUnprocessedAccounts()) {
      ArrayNode list = value.putArray("UnprocessedAccounts");
      response.unprocessedAccounts().forEach(i -> list.add(i == null ? null : members(i)));
    }
    return outcome;
  }

  private static ObjectNode serviceError(AwsServiceException error) {
    AwsErrorDetails details = error.awsErrorDetails();
    if (error.getClass().getSuperclass() == SecurityHubException.class) {
      ObjectNode value = members(error);
      if (details.errorMessage() != null) { // where the SDK shows the member Message
        value.put("Message", details.errorMessage());
      }
      ObjectNode outcome = Conversation.outcome("modeled");
      return outcome.put("code", error.getClass().getSimpleName()).set("value", value);
    }
    SdkBytes raw = details.rawResponse();
    return Conversation.unknown(details.errorCode(), raw == null ? null : raw.asByteArray());
  }

  /** The members that are there; those of these shapes are all strings. */
  private static ObjectNode members(SdkPojo structure) {
    ObjectNode members = Conversation.JSON.createObjectNode();
    for (SdkField<?> field : structure.sdkFields()) {
      Object member = field.getValueOrDefault(structure);
      if (member != null) {
        members.put(field.memberName(), (String) member);
      }
    }
    return members;
  }

  public static void main(String[] args) throws IOException {
    Conversation.hold("aws-sdk-java-v2", VersionInfo.SDK_VERSION, HOME, new Adapter()::call);
  }
}
