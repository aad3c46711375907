namespace WasiHal.Cluster.Tests;

/// <summary>Readings as tests need them.</summary>
internal static class TestReadings
{
    public static Reading Number(double value, DateTimeOffset time, string quantity = "temperature", string plugin = "dht22") =>
        Of(ReadingValue.FromNumber(value), time, quantity, plugin, "Cel");

    public static Reading Flag(bool value, DateTimeOffset time, string quantity = "fan", string plugin = "dht22") => Of(ReadingValue.FromFlag(value), time, quantity, plugin, "");

    public static Reading Text(string value, DateTimeOffset time, string quantity = "note", string plugin = "dht22") => Of(ReadingValue.FromText(value), time, quantity, plugin, "");

    public static Reading Of(ReadingValue value, DateTimeOffset time, string quantity, string plugin, string unit) =>
        new("hub", plugin, new("room", quantity, value, unit), time, TimeSpan.FromSeconds(15));

    public static SeriesId Series(string quantity = "temperature", string plugin = "dht22") => new("hub", plugin, "room", quantity);
}
