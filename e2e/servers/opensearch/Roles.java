import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.opensearch.OpenSearchSecurityException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.IndicesRequest;
import org.opensearch.action.bulk.BulkItemRequest;
import org.opensearch.action.bulk.BulkShardRequest;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.action.support.ActionFilterChain;
import org.opensearch.common.regex.Regex;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestHandler;
import org.opensearch.rest.RestHeaderDefinition;
import org.opensearch.tasks.Task;

/**
 * What the security plugin does with a role, which is not published as a jar: a request that says its role in a header
 * may do what the role allows and nothing else, in every action that it leads to. Rules are joined by ";" and are
 * "cluster ACTION" or "index PATTERN ACTION". A request without the header may do everything.
 */
public final class Roles extends Plugin implements ActionPlugin {
  private static final String HEADER = "x-hushlog-role";
  /** Asks for the rules of the role that requests have needed so far. */
  private static final String USED = "x-hushlog-role-used";
  private final Map<String, Set<String>> used = new ConcurrentHashMap<>();
  private ThreadContext context;

  @Override
  public Collection<RestHeaderDefinition> getRestHeaders() {
    return List.of(new RestHeaderDefinition(HEADER, false));
  }

  @Override
  public UnaryOperator<RestHandler> getRestHandlerWrapper(
      ThreadContext threadContext, Set<RestHeaderDefinition> headers) {
    context = threadContext;
    return handler ->
        (request, channel, client) -> {
          String role = request.header(USED);
          if (role == null) handler.handleRequest(request, channel, client);
          else
            channel.sendResponse(
                new BytesRestResponse(RestStatus.OK, String.join(";", used.getOrDefault(role, Set.of()))));
        };
  }

  @Override
  public List<ActionFilter> getActionFilters() {
    return List.of(new Check());
  }

  private final class Check implements ActionFilter {
    @Override
    public int order() {
      return Integer.MIN_VALUE;
    }

    @Override
    public <Request extends ActionRequest, Response extends ActionResponse> void apply(
        Task task,
        String action,
        Request request,
        ActionListener<Response> listener,
        ActionFilterChain<Request, Response> chain) {
      // What the node does for itself has no user.
      String role = context.isSystemContext() ? null : context.getHeader(HEADER);
      String missing = role == null ? null : missing(new Role(role), named(action), request);
      if (missing == null) chain.proceed(task, action, request, listener);
      else
        listener.onFailure(
            new OpenSearchSecurityException("no permissions for [" + missing + "]", RestStatus.FORBIDDEN));
    }
  }

  /** Two actions are taken for others, as the security plugin does. */
  private static String named(String action) {
    return switch (action) {
      case "indices:admin/auto_create" -> "indices:admin/create";
      case "indices:admin/mapping/auto_put" -> "indices:admin/mapping/put";
      default -> action;
    };
  }

  private static boolean isOfCluster(String action) {
    return action.startsWith("cluster:")
        || action.startsWith("indices:admin/template/")
        || action.startsWith("indices:admin/index_template/")
        || action.startsWith("indices:data/read/scroll")
        || action.startsWith("indices:data/read/msearch")
        || action.equals("indices:data/write/bulk")
        || action.equals("indices:data/write/reindex")
        || action.equals("indices:data/read/mget");
  }

  /** The first thing that the role does not allow. */
  private static String missing(Role role, String action, ActionRequest request) {
    if (isOfCluster(action)) return role.allows(action) ? null : action;
    if (!(request instanceof IndicesRequest ofIndices)) return action;
    for (String index : ofIndices.indices()) {
      if (!role.allows(index, action)) return action + " on " + index;
      if (!(request instanceof BulkShardRequest bulk)) continue;
      for (BulkItemRequest item : bulk.items()) {
        String write = "indices:data/write/" + operation(item);
        if (!role.allows(index, write)) return write + " on " + index;
      }
    }
    return ofIndices.indices().length == 0 ? action + " on all" : null;
  }

  private static String operation(BulkItemRequest item) {
    return switch (item.request().opType()) {
      case INDEX, CREATE -> "index";
      case UPDATE -> "update";
      case DELETE -> "delete";
    };
  }

  private final class Role {
    private final List<String> rules;
    private final Set<String> needed;

    Role(String text) {
      rules = List.of(text.split(";"));
      needed = used.computeIfAbsent(text, key -> ConcurrentHashMap.newKeySet());
    }

    boolean allows(String action) {
      String rule = "cluster " + action;
      if (!rules.contains(rule)) return false;
      needed.add(rule);
      return true;
    }

    boolean allows(String index, String action) {
      for (String rule : rules) {
        String[] parts = rule.split(" ");
        if (!parts[0].equals("index") || !parts[2].equals(action)) continue;
        if (!Regex.simpleMatch(parts[1], index)) continue;
        needed.add(rule);
        return true;
      }
      return false;
    }
  }
}
