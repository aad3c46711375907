using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace WasiHal.Cluster.Logs;

/// <summary>
/// Fills the <see cref="LogRing"/> with what the node itself logs, plugins included. What the libraries below it log is left
/// out: addresses with their queries, connection strings and the like are nothing for a page.
/// </summary>
internal sealed class LogRingProvider(LogRing ring, IConfiguration configuration) : ILoggerProvider, ISupportExternalScope
{
    private const string Own = "WasiHal";

    // Not from the options: they are checked, and a check that fails is logged.
    private readonly string _node = configuration[$"{NodeOptions.Section}:node_id"] ?? new NodeOptions().NodeId;

    public IExternalScopeProvider Scopes { get; private set; } = new LoggerExternalScopeProvider();

    public ILogger CreateLogger(string categoryName) =>
        categoryName == Own || categoryName.StartsWith(Own + ".", StringComparison.Ordinal) ? new RingLogger(this, ring, _node) : NullLogger.Instance;

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => Scopes = scopeProvider;

    public void Dispose()
    {
    }
}
