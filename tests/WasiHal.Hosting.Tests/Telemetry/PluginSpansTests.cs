using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Hosting.Telemetry;

namespace WasiHal.Hosting.Tests.Telemetry;

public sealed class PluginSpansTests : IDisposable
{
    private readonly string _plugin = $"plugin-{Guid.NewGuid():n}";
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 10, TimeSpan.Zero));
    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;

    public PluginSpansTests()
    {
        // The source is the process's own: other tests call plugins at the same time.
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "WasiHal.Hosting",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.GetTagItem("wasihal.plugin.id") as string == _plugin)
                {
                    _spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private PluginSpans Sut => new(_plugin, _time);

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void Poll_ThatSucceeded_IsASpanOfItsOwnThatEndsNow()
    {
        using var other = new Activity("somebody else's").Start();

        Sut.PollEnded(TimeSpan.FromMilliseconds(250), null);

        var span = Assert.Single(_spans);
        Assert.Equal(("poll", ActivityStatusCode.Unset, default(ActivitySpanId)), (span.OperationName, span.Status, span.ParentSpanId));
        Assert.Equal((_time.GetUtcNow().UtcDateTime.AddMilliseconds(-250), TimeSpan.FromMilliseconds(250)), (span.StartTimeUtc, span.Duration));
        Assert.Same(other, Activity.Current);
    }

    [Fact]
    public void Call_ThatFailed_HasItsKindItsErrorAndWhoAskedForIt()
    {
        var asker = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

        Sut.CallEnded(PluginKind.Actions, TimeSpan.FromSeconds(1), new PluginFailedException(new string('x', 300)), asker);

        var span = Assert.Single(_spans);
        Assert.Equal(("call", "actions", asker.TraceId, asker.SpanId), (span.OperationName, span.GetTagItem("wasihal.plugin.kind"), span.TraceId, span.ParentSpanId));
        Assert.Equal((ActivityStatusCode.Error, new string('x', 256), "plugin"), (span.Status, span.StatusDescription, span.GetTagItem("error.type")));
    }
}
