using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace WasiHal.Cluster.Metrics;

/// <summary>Chooses between the formats.</summary>
internal static class MetricsFormats
{
    /// <summary>Type of an answer in Prometheus text.</summary>
    public const string PrometheusType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Type of an answer in OpenMetrics.</summary>
    public const string OpenMetricsType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /// <summary>The type of an answer.</summary>
    public static string TypeOf(MetricsFormat format) => format == MetricsFormat.OpenMetrics ? OpenMetricsType : PrometheusType;

    /// <summary>
    /// What a request wants more. Whoever wants neither, or says nothing that can be read, gets Prometheus text: a browser is better
    /// served with text than with an error.
    /// </summary>
    public static MetricsFormat For(HttpRequest request)
    {
        var (open, text) = (0.0, 0.0);
        if (MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var wanted))
        {
            foreach (var type in wanted)
            {
                if (type.MediaType.Equals("application/openmetrics-text", StringComparison.OrdinalIgnoreCase) && IsVersion(type, "1.0.0"))
                {
                    open = Math.Max(open, type.Quality ?? 1);
                }
                else if (type.MatchesMediaType("text/plain") && IsVersion(type, "0.0.4"))
                {
                    text = Math.Max(text, type.Quality ?? 1);
                }
            }
        }

        return open > 0 && open >= text ? MetricsFormat.OpenMetrics : MetricsFormat.Prometheus;
    }

    private static bool IsVersion(MediaTypeHeaderValue type, string version) =>
        NameValueHeaderValue.Find(type.Parameters, "version") is not { } given || HeaderUtilities.RemoveQuotes(given.Value).Equals(version, StringComparison.Ordinal);
}
