using System.Diagnostics;

namespace WasiHal.Cluster.Telemetry;

/// <summary>The activities of the source <c>WasiHal.Cluster</c>. Without a listener there are none, and nothing is made.</summary>
internal static class NodeSpans
{
    /// <summary>The source's name.</summary>
    public const string Name = "WasiHal.Cluster";

    private static readonly ActivitySource Source = new(Name, NodeDirectory.Version);

    /// <summary>A push begins. While it goes on it is the current activity, so the request carries its <c>traceparent</c> to the hub.</summary>
    /// <param name="address">The hub's.</param>
    public static Activity? Push(Uri address) => Source.StartActivity("push", ActivityKind.Client)?.SetTag("server.address", address.Host).SetTag("server.port", address.Port);

    /// <summary>It was answered.</summary>
    /// <param name="span">Of <see cref="Push"/>.</param>
    /// <param name="status">The answer's.</param>
    public static void Answered(this Activity? span, int status)
    {
        span?.SetTag("http.response.status_code", status);
        if (status is < 200 or >= 300)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>No whole answer came.</summary>
    /// <param name="span">Of <see cref="Push"/>.</param>
    /// <param name="problem">Why.</param>
    public static void Failed(this Activity? span, string problem) => span?.SetTag("error.type", "unreachable").SetStatus(ActivityStatusCode.Error, problem);
}
