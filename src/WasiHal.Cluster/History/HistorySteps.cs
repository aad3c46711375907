namespace WasiHal.Cluster.History;

/// <summary>The step of an answer whose reader does not ask for one: enough points for a curve, and no more.</summary>
internal static class HistorySteps
{
    private const int MostPoints = 500;

    private static readonly TimeSpan[] Steps =
    [
        RecentHistory.Step, Minutes(1), Minutes(2), Minutes(5), Minutes(10), Minutes(15), Minutes(30), Hours(1), Hours(2), Hours(3), Hours(6), Hours(12), Hours(24), Hours(48), Hours(120), Hours(240), Hours(720),
    ];

    /// <summary>The step for a length of time.</summary>
    public static TimeSpan For(TimeSpan length) => Steps.FirstOrDefault(step => length / step <= MostPoints, Steps[^1]);

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    private static TimeSpan Hours(int hours) => TimeSpan.FromHours(hours);
}
