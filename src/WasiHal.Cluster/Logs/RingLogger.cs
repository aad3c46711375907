using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Logs;

/// <summary>Writes into the ring.</summary>
internal sealed class RingLogger(LogRingProvider provider, LogRing ring, string node) : ILogger
{
    private const string PluginId = "PluginId";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => provider.Scopes.Push(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var plugin = PluginOf(state) ?? PluginOfScope();
        var message = formatter(state, exception);

        // The plugin stands beside the message already.
        if (plugin is not null && message.StartsWith(plugin + ": ", StringComparison.Ordinal))
        {
            message = message[(plugin.Length + 2)..];
        }

        // The message of an exception may hold a password; the log proper has it.
        ring.Add(logLevel, node, plugin, LogLine.Of(exception is null ? message : $"{message} ({exception.GetType().Name})"));
    }

    private static string? PluginOf(object? state)
    {
        if (state is IReadOnlyList<KeyValuePair<string, object?>> properties)
        {
            for (var index = 0; index < properties.Count; index++)
            {
                if (properties[index] is { Key: PluginId, Value: string id })
                {
                    return id;
                }
            }
        }

        return null;
    }

    private string? PluginOfScope()
    {
        var found = new Found();
        provider.Scopes.ForEachScope(static (scope, found) => found.Id = PluginOf(scope) ?? found.Id, found);
        return found.Id;
    }

    private sealed class Found
    {
        public string? Id { get; set; }
    }
}
