import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.analysis.Analyzer;
import org.opensearch.Version;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.analysis.AnalyzerProvider;
import org.opensearch.index.analysis.PreBuiltAnalyzerProviderFactory;
import org.opensearch.index.analysis.PreConfiguredTokenizer;
import org.opensearch.index.analysis.TokenizerFactory;
import org.opensearch.index.mapper.MapperExtrasModulePlugin;
import org.opensearch.index.reindex.ReindexModulePlugin;
import org.opensearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.opensearch.ingest.common.IngestCommonModulePlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessModulePlugin;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.script.mustache.MustacheModulePlugin;
import org.opensearch.transport.Netty4ModulePlugin;

/**
 * OpenSearch in one process from the jars of its class path. The start script of the distribution refuses root
 * and wants its folders of modules; the node itself needs neither. Each argument is a setting, name=value.
 */
public final class TestNode extends Node {
  private static final String ABSENT = "thai";

  /** The usual analyzers, without one whose locale a trimmed Java runtime does not have. */
  public static final class Analyzers extends CommonAnalysisModulePlugin {
    private static <T> Map<String, T> present(Map<String, T> all) {
      Map<String, T> some = new TreeMap<>(all);
      some.remove(ABSENT);
      return some;
    }

    @Override
    public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
      return present(super.getAnalyzers());
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
      return present(super.getTokenizers());
    }

    @Override
    public List<PreBuiltAnalyzerProviderFactory> getPreBuiltAnalyzerProviderFactories() {
      List<PreBuiltAnalyzerProviderFactory> some = new ArrayList<>(super.getPreBuiltAnalyzerProviderFactories());
      some.removeIf(factory -> factory.getName().equals(ABSENT));
      return some;
    }

    @Override
    public List<PreConfiguredTokenizer> getPreConfiguredTokenizers() {
      List<PreConfiguredTokenizer> some = new ArrayList<>(super.getPreConfiguredTokenizers());
      some.removeIf(tokenizer -> tokenizer.getName().equals(ABSENT));
      return some;
    }
  }

  private TestNode(Environment environment, List<PluginInfo> modules) {
    super(environment, modules, true);
  }

  @Override
  protected void configureNodeAndClusterIdStateListener(ClusterService clusterService) {
    // It names the node in the log, through a singleton of the distribution's own start.
  }

  private static PluginInfo module(Class<?> plugin) {
    String java = String.valueOf(Runtime.version().feature());
    return new PluginInfo(
        plugin.getName(), "module", "1", Version.CURRENT, java, plugin.getName(), List.of(), false);
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, String> settings = new HashMap<>();
    for (String argument : arguments) {
      String[] pair = argument.split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(
            Settings.EMPTY, settings, null, () -> settings.get("node.name"));
    LogConfigurator.registerErrorListener();
    LogConfigurator.configure(environment);
    Node node =
        new TestNode(
            environment,
            List.of(
                module(Netty4ModulePlugin.class),
                module(Analyzers.class),
                module(PainlessModulePlugin.class),
                module(ReindexModulePlugin.class),
                module(IngestCommonModulePlugin.class),
                module(MustacheModulePlugin.class),
                module(MapperExtrasModulePlugin.class),
                module(Roles.class)));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(node)));
    node.start();
    Thread.currentThread().join();
  }

  private static void end(Node node) {
    try {
      node.close();
      node.awaitClose(20, TimeUnit.SECONDS);
    } catch (Exception thrown) {
      thrown.printStackTrace();
    }
  }
}
