using System.Text.Json;

namespace WasiHal.EndToEnd.Tests.Delivery;

/// <summary>
/// Judges what the hub's history holds of one series of <see cref="CountingPlugin"/>: nothing twice, nothing invented, no gap
/// but at the end of a start, and the order kept. A step of a history tells its least and greatest number and how many there
/// were; with numbers that follow each other these tell everything.
/// </summary>
internal static class CountedSeries
{
    /// <summary>What is wrong with a series; empty when nothing is.</summary>
    /// <param name="history">The answer of <c>/api/history</c> with <c>step=1s</c>.</param>
    /// <param name="count">Readings in it.</param>
    /// <param name="starts">Starts of the plugin that it shows.</param>
    public static List<string> Judge(JsonElement history, out long count, out int starts)
    {
        var faults = new List<string>();
        var byStart = new SortedDictionary<long, List<(double Least, double Most, double Mean, long Count, string Time)>>();
        count = 0;
        foreach (var point in history.GetProperty("points").EnumerateArray())
        {
            var (mean, least, most, readings) = (point[1].GetDouble(), point[2].GetDouble(), point[3].GetDouble(), point[4].GetInt64());
            count += readings;
            if ((long)least / CountingPlugin.BetweenStarts != (long)most / CountingPlugin.BetweenStarts)
            {
                // A process died and its follower spoke within one second: only their sum is known.
                continue;
            }

            var start = (long)least / CountingPlugin.BetweenStarts;
            if (!byStart.TryGetValue(start, out var points))
            {
                byStart[start] = points = [];
            }

            points.Add((least, most, mean, readings, point[0].GetString()!));
        }

        starts = byStart.Count;
        foreach (var points in byStart.Values)
        {
            for (var index = 0; index < points.Count; index++)
            {
                var (least, most, mean, readings, time) = points[index];
                if (readings != most - least + 1 || Math.Abs(mean - ((least + most) / 2)) > 1)
                {
                    faults.Add($"{time}: {readings} readings from {least} to {most}, mean {mean}");
                }

                if (index > 0 && least != points[index - 1].Most + 1)
                {
                    faults.Add($"{time}: {least} follows {points[index - 1].Most}");
                }
            }
        }

        return faults;
    }
}
