using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;
using WasiHal.Durable;

namespace WasiHal.Cluster.History;

/// <summary><c>GET /api/history</c>.</summary>
internal sealed class HistoryEndpoint(IHistorySource history, NodeDirectory nodes, TimeProvider time) : IDisposable
{
    /// <summary>Points of one answer.</summary>
    public const int MaxPoints = 10_000;

    private static readonly Duration Shortest = new(TimeSpan.FromSeconds(1));
    private static readonly Duration Longest = new(TimeSpan.FromDays(30));
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(3660);

    // A query may read megabytes from the disk and unpack them.
    private readonly SemaphoreSlim _turn = new(4);

    public async Task AnswerAsync(HttpContext context)
    {
        RequestQuery.Accept(context, "node", "plugin", "sensor", "quantity", "from", "to", "step");
        var series = new SeriesId(
            RequestQuery.Text(context, "node") ?? nodes.Own,
            RequestQuery.Required(context, "plugin", "the id of a plugin"),
            RequestQuery.Required(context, "sensor", "the name of a sensor"),
            RequestQuery.Required(context, "quantity", "the name of a quantity, such as temperature"));
        var to = RequestQuery.Time(context, "to") ?? time.GetUtcNow();
        var from = RequestQuery.Time(context, "from") ?? Before(to);
        var step = RequestQuery.Length(context, "step", Shortest, Longest);
        if (from >= to)
        {
            throw new BadHttpRequestException($"from = \"{from:yyyy-MM-dd'T'HH:mm:ss.fffzzz}\" is not before to = \"{to:yyyy-MM-dd'T'HH:mm:ss.fffzzz}\".");
        }

        if (to - from > LongestRange)
        {
            throw new BadHttpRequestException($"Between from and to are more than {LongestRange.TotalDays} days.");
        }

        if (step is { } given && (to - from) / given > MaxPoints)
        {
            throw new BadHttpRequestException($"step = \"{new Duration(given)}\" makes more than {MaxPoints} points of the time between from and to: take a longer one.");
        }

        var answer = await LookUpAsync(series, from, to, step ?? HistorySteps.For(to - from), context.RequestAborted).ConfigureAwait(false)
            ?? throw new BadHttpRequestException($"There is no history of {RequestQuery.Short(series.ToString())}. GET /api/readings lists the series.", StatusCodes.Status404NotFound);
        await JsonAnswer.WriteAsync(context, new(answer.Unit, answer.Points), NodeJson.Default.HistoryDocument).ConfigureAwait(false);
    }

    public void Dispose() => _turn.Dispose();

    private static DateTimeOffset Before(DateTimeOffset to) => to.UtcTicks > RecentHistory.Window.Ticks ? to - RecentHistory.Window : DateTimeOffset.MinValue;

    private async Task<HistoryAnswer?> LookUpAsync(SeriesId series, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await history.ReadAsync(series, from, to, step, cancellationToken).ConfigureAwait(false);
        }
        catch (DatabaseUnavailableException)
        {
            throw new BadHttpRequestException("The history cannot be read at the moment; the log and GET /healthz say why.", StatusCodes.Status503ServiceUnavailable);
        }
        finally
        {
            _turn.Release();
        }
    }
}
