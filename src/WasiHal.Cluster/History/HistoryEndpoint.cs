using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.History;

/// <summary><c>GET /api/history</c>.</summary>
internal sealed class HistoryEndpoint(RecentHistory history, NodeDirectory nodes, TimeProvider time)
{
    /// <summary>Points of one answer.</summary>
    public const int MaxPoints = 10_000;

    private static readonly Duration Shortest = new(TimeSpan.FromSeconds(1));
    private static readonly Duration Longest = new(TimeSpan.FromDays(30));

    public Task AnswerAsync(HttpContext context)
    {
        RequestQuery.Accept(context, "node", "plugin", "sensor", "quantity", "from", "to", "step");
        var series = new SeriesId(
            RequestQuery.Text(context, "node") ?? nodes.Own,
            RequestQuery.Required(context, "plugin", "the id of a plugin"),
            RequestQuery.Required(context, "sensor", "the name of a sensor"),
            RequestQuery.Required(context, "quantity", "the name of a quantity, such as temperature"));
        var to = RequestQuery.Time(context, "to") ?? time.GetUtcNow();
        var from = RequestQuery.Time(context, "from") ?? Before(to);
        var step = RequestQuery.Length(context, "step", Shortest, Longest) ?? RecentHistory.Step;
        if (from >= to)
        {
            throw new BadHttpRequestException($"from = \"{from:yyyy-MM-dd'T'HH:mm:ss.fffzzz}\" is not before to = \"{to:yyyy-MM-dd'T'HH:mm:ss.fffzzz}\".");
        }

        if ((to - from) / step > MaxPoints)
        {
            throw new BadHttpRequestException($"step = \"{new Duration(step)}\" makes more than {MaxPoints} points of the time between from and to: take a longer one.");
        }

        if (!history.TryGet(series, out var unit, out var points))
        {
            throw new BadHttpRequestException($"There is no history of {RequestQuery.Short(series.ToString())}. GET /api/readings lists the series.", StatusCodes.Status404NotFound);
        }

        return JsonAnswer.WriteAsync(context, new(unit, InSteps(points, from, to, step)), NodeJson.Default.HistoryDocument);
    }

    private static DateTimeOffset Before(DateTimeOffset to) => to.UtcTicks > RecentHistory.Window.Ticks ? to - RecentHistory.Window : DateTimeOffset.MinValue;

    private static List<HistoryPoint> InSteps(HistoryPoint[] points, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var all = new List<HistoryPoint>(points.Length);
        foreach (var point in points.Where(point => point.Time > from - RecentHistory.Step && point.Time <= to))
        {
            var begin = HistoryPoint.StepOf(point.Time, step);
            if (all.Count > 0 && all[^1].Time == begin)
            {
                all[^1] = all[^1].With(point);
            }
            else
            {
                all.Add(point with { Time = begin });
            }
        }

        return all;
    }
}
