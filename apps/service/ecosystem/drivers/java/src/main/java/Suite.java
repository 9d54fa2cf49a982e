import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.huaweicloud.sdk.core.ClientBuilder;
import com.huaweicloud.sdk.core.HcClient;
import com.huaweicloud.sdk.core.SdkResponse;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.core.http.FieldExistence;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequestDef;
import com.huaweicloud.sdk.core.http.LocationType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All five operations by the core of the official SDK for Java, whose package for this API lacks them:
 * prints what they answered, as JSON.
 */
public class Suite {
  static final String ROOT = "/v1/{project_id}/hotspot-session-config";
  static final String ODD = System.getenv("HOTSPOT_ODD_NAME");

  /** The parameters of any of the operations. */
  public static class Request {
    String configId;
    String userName;
    Integer offset;
    Integer limit;
    Object body;
  }

  /** The fields of all answers. */
  public static class Response extends SdkResponse {
    @JsonProperty("id")
    public String id;

    @JsonProperty("hotspot_session_migration_enable")
    public Boolean enable;

    @JsonProperty("hotspot_exit_session_num")
    public Integer exitNum;

    @JsonProperty("items")
    public List<Map<String, Object>> items;

    @JsonProperty("total_count")
    public Integer totalCount;

    @JsonProperty("non_migrate_users")
    public List<Map<String, String>> users;
  }

  static HttpRequestDef<Request, Response> operation(HttpMethod method, String uri) {
    HttpRequestDef.Builder<Request, Response> builder =
        HttpRequestDef.builder(method, Request.class, Response.class)
            .withName("operation")
            .withUri(uri)
            .withContentType("application/json");
    if (uri.contains("{config_id}")) {
      builder.<String>withRequestField("config_id", LocationType.Path,
          FieldExistence.NON_NULL_NON_EMPTY, String.class,
          field -> field.withMarshaller(request -> request.configId, (request, value) -> {}));
    }
    if (method == HttpMethod.GET) {
      if (uri.contains("{config_id}")) {
        builder.<String>withRequestField("user_name", LocationType.Query, FieldExistence.NULL_IGNORE,
            String.class,
            field -> field.withMarshaller(request -> request.userName, (request, value) -> {}));
      }
      builder.<Integer>withRequestField("offset", LocationType.Query, FieldExistence.NULL_IGNORE,
          Integer.class,
          field -> field.withMarshaller(request -> request.offset, (request, value) -> {}));
      builder.<Integer>withRequestField("limit", LocationType.Query, FieldExistence.NULL_IGNORE,
          Integer.class,
          field -> field.withMarshaller(request -> request.limit, (request, value) -> {}));
    } else {
      builder.<Object>withRequestField("body", LocationType.Body, FieldExistence.NON_NULL_NON_EMPTY,
          Object.class,
          field -> field.withMarshaller(request -> request.body, (request, value) -> {}));
    }
    return builder.build();
  }

  static class Api {
    final HcClient client;

    Api(String secretKey, String projectId) {
      BasicCredentials credentials =
          new BasicCredentials()
              .withAk(System.getenv("HOTSPOT_ACCESS_KEY"))
              .withSk(secretKey)
              .withProjectId(projectId);
      String token = System.getenv("HOTSPOT_SECURITY_TOKEN");
      if (token != null && !token.isEmpty()) {
        credentials.withSecurityToken(token);
      }
      client =
          new ClientBuilder<>(core -> core)
              .withCredential(credentials)
              .withEndpoint(System.getenv("HOTSPOT_URL"))
              .build();
    }

    Response create() {
      Request request = new Request();
      request.body =
          map("hotspot_session_migration_enable", true, "hotspot_exit_session_num", 4,
              "non_migrate_users", List.of(map("user_id", "u1", "user_name", ODD)));
      return client.syncInvokeHttp(request, operation(HttpMethod.POST, ROOT));
    }

    Response configs(int limit) {
      Request request = new Request();
      request.offset = 0;
      request.limit = limit;
      return client.syncInvokeHttp(request, operation(HttpMethod.GET, ROOT));
    }

    Response update(String id) {
      Request request = new Request();
      request.configId = id;
      request.body =
          map("hotspot_session_migration_enable", false, "hotspot_exit_session_num", 7);
      return client.syncInvokeHttp(request, operation(HttpMethod.PATCH, ROOT + "/{config_id}"));
    }

    void change(String id, String how, Map<String, Object> user) {
      Request request = new Request();
      request.configId = id;
      request.body = map("update_type", how, "non_migrate_users", List.of(user));
      client.syncInvokeHttp(
          request, operation(HttpMethod.PATCH, ROOT + "/{config_id}/non-migration-users"));
    }

    List<Object> names(String id, String filter) {
      Request request = new Request();
      request.configId = id;
      request.userName = filter;
      request.offset = 0;
      request.limit = 10;
      Response found =
          client.syncInvokeHttp(
              request, operation(HttpMethod.GET, ROOT + "/{config_id}/non-migration-users"));
      return List.of(
          found.totalCount,
          found.users.stream().map(user -> user.get("user_name")).collect(Collectors.toList()));
    }
  }

  static List<Object> errorOf(Runnable call) {
    try {
      call.run();
      return null;
    } catch (ServiceResponseException error) {
      boolean hasId = error.getRequestId() != null && !error.getRequestId().isEmpty();
      return List.of(
          error.getHttpStatusCode(), error.getErrorCode(), error.getErrorMsg(), hasId);
    }
  }

  static Map<String, Object> map(Object... pairs) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (int at = 0; at < pairs.length; at += 2) {
      result.put((String) pairs[at], pairs[at + 1]);
    }
    return result;
  }

  public static void main(String[] arguments) throws Exception {
    String secretKey = System.getenv("HOTSPOT_SECRET_KEY");
    String project = System.getenv("HOTSPOT_PROJECT_ID");
    Api api = new Api(secretKey, project);
    String id = api.create().id;
    List<Map<String, Object>> listed = api.configs(100).items;
    Response updated = api.update(id);
    api.change(id, "ADD", map("user_name", "Ωmega"));
    List<Object> filtered = api.names(id, ODD);
    List<Object> added = api.names(id, "");
    api.change(id, "DELETE", map("user_id", "u1"));
    List<Object> errors = new ArrayList<>();
    errors.add(errorOf(() -> api.configs(1000)));
    errors.add(errorOf(() -> new Api(secretKey + "x", project).configs(100)));
    errors.add(errorOf(() -> new Api(secretKey, "another-project").create()));
    for (String unknown : List.of("unknown", "answer-405", "answer-500", "answer-503")) {
      errors.add(errorOf(() -> api.update(unknown)));
    }
    Map<String, Object> result =
        map(
            "listed", listed.size() == 1 && id.equals(listed.get(0).get("id")),
            "updated", List.of(updated.enable, updated.exitNum),
            "filtered", filtered,
            "added", added,
            "left", api.names(id, ""),
            "errors", errors);
    System.out.write((new ObjectMapper().writeValueAsString(result) + "\n").getBytes("UTF-8"));
    System.out.flush();
    System.exit(0);
  }
}
