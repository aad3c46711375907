using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace WasiHal.Cluster.Metrics;

/// <summary><c>GET /metrics</c>: the node's state for Prometheus and whatever else scrapes.</summary>
internal sealed class MetricsEndpoint(IEnumerable<IMetricsSource> sources)
{
    // A pipe that nobody empties grows, and an answer can be some megabytes long.
    private const int FlushEvery = 200;

    /// <summary>Maps it.</summary>
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/metrics", AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        var format = MetricsFormats.For(context.Request);
        var omissions = new MetricsOmissions();

        // All of it before the first byte: what fails here is answered as an error, not as half an answer.
        MetricSet[] sets = [.. sources.SelectMany(source => source.Collect(omissions))];
        context.Response.ContentType = MetricsFormats.TypeOf(format);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Vary = "Accept";
        var writer = context.Response.BodyWriter;
        var text = new MetricsText(writer, format);
        var unflushed = 0;
        foreach (var set in sets)
        {
            text.Write(set);
            unflushed += set.Samples.Count;
            if (unflushed >= FlushEvery)
            {
                unflushed = 0;
                await writer.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            }
        }

        omissions.Add("names", text.Twins);
        text.Write(omissions.ToSet());
        text.End();
        await writer.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
