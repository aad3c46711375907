namespace WasiHal.Tests.Readings;

internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static Reading Reading(string quantity, double value, string node = "node-1", string plugin = "plugin", string sensor = "sensor", TimeSpan after = default) =>
        new(node, plugin, new(sensor, quantity, ReadingValue.FromNumber(value), "1"), Noon + after, TimeSpan.FromSeconds(15));
}
