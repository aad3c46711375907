using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Tests.Spoke;

namespace WasiHal.Cluster.Tests.Telemetry;

public sealed class PushSpanTests
{
    [Fact]
    public async Task Push_Traced_IsASpanWhoseContextTheHubGets()
    {
        var spans = new List<Activity>();
        await using var hub = await HubDouble.StartAsync();
        var parents = new List<string?>();
        hub.InsteadOfAnswer = (context, answer) =>
        {
            lock (parents)
            {
                parents.Add(context.Request.Headers.TraceParent);
            }

            return HubDouble.WriteAsync(context, answer);
        };
        using var listener = Listen(spans, hub.Address.Port);
        await using var spoke = new TestSpoke(hub.Address);
        await spoke.StartAsync();
        await spoke.PollAndWriteAsync();

        await spoke.UntilAsync(() => spoke.Figures.Confirmed == 1);

        Activity[] ended = Snapshot(spans);
        Assert.All(ended, span => Assert.Equal(("push", ActivityKind.Client, 200, ActivityStatusCode.Unset), (span.OperationName, span.Kind, span.GetTagItem("http.response.status_code"), span.Status)));
        Assert.Contains(ended, span => parents.Exists(parent => parent?.Contains(span.TraceId.ToHexString(), StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task Push_Refused_IsAnErrorSpan()
    {
        var spans = new List<Activity>();
        await using var hub = await HubDouble.StartAsync();
        hub.Instead = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };
        using var listener = Listen(spans, hub.Address.Port);
        await using var spoke = new TestSpoke(hub.Address);
        await spoke.StartAsync();
        await spoke.PollAndWriteAsync();

        await spoke.UntilAsync(() => Snapshot(spans).Length > 0);

        Assert.Equal((503, ActivityStatusCode.Error), (Snapshot(spans)[0].GetTagItem("http.response.status_code"), Snapshot(spans)[0].Status));
    }

    private static Activity[] Snapshot(List<Activity> spans)
    {
        lock (spans)
        {
            return [.. spans];
        }
    }

    // Sources are the process's own: other tests push at the same time.
    private static ActivityListener Listen(List<Activity> spans, int port)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "WasiHal.Cluster",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.GetTagItem("server.port") is int own && own == port)
                {
                    lock (spans)
                    {
                        spans.Add(span);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
