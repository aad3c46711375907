using System.Diagnostics;

namespace WasiHal.Hosting.Telemetry;

/// <summary>
/// The activities of the source <c>WasiHal.Hosting</c>: one for each poll and each other call of a plugin, made when it has ended, because a
/// call runs on a thread of its own. Without a listener there are none, and nothing is made. Safe from any thread.
/// </summary>
/// <param name="pluginId">The plugin.</param>
/// <param name="time">The clock.</param>
internal sealed class PluginSpans(string pluginId, TimeProvider time)
{
    /// <summary>The source's name.</summary>
    public const string Name = PluginMeter.Name;

    // A failure's message is the plugin's own words.
    private const int LongestReason = 256;

    private static readonly ActivitySource Source = new(Name);

    /// <summary>A poll ended.</summary>
    /// <param name="duration">How long it took.</param>
    /// <param name="failure">Why it failed, if it did.</param>
    public void PollEnded(TimeSpan duration, PluginFailedException? failure) => Ended("poll", null, duration, failure, default);

    /// <summary>A call other than a poll ended.</summary>
    /// <param name="kind">What was called.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="failure">Why it failed, if it did.</param>
    /// <param name="parent">What asked for it.</param>
    public void CallEnded(PluginKind kind, TimeSpan duration, PluginFailedException? failure, ActivityContext parent) => Ended("call", kind, duration, failure, parent);

    private void Ended(string name, PluginKind? kind, TimeSpan duration, PluginFailedException? failure, ActivityContext parent)
    {
        if (!Source.HasListeners())
        {
            return;
        }

        var end = time.GetUtcNow();

        // Not whatever happens to be current here: the loop of the plugin is nobody's child.
        var current = Activity.Current;
        Activity.Current = null;
        try
        {
            using var span = Source.StartActivity(name, ActivityKind.Internal, parent, startTime: end - duration);
            span?.SetTag(PluginMeter.PluginIdKey, pluginId);
            if (kind is { } called)
            {
                span?.SetTag(PluginMeter.PluginKindKey, PluginMeter.PluginKinds[(int)called].Value);
            }

            if (failure is not null)
            {
                span?.SetTag("error.type", "plugin").SetStatus(ActivityStatusCode.Error, failure.Message.Length <= LongestReason ? failure.Message : failure.Message[..LongestReason]);
            }

            span?.SetEndTime(end.UtcDateTime);
        }
        finally
        {
            Activity.Current = current;
        }
    }
}
