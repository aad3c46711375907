using System.Globalization;

namespace WasiHal.EndToEnd.Tests.Delivery;

/// <summary>
/// A plugin whose readings can be told from all others: at each poll it gives the same number under several names, one more
/// than at the poll before. Each of its starts begins at another round number.
/// </summary>
internal static class CountingPlugin
{
    /// <summary>The plugin's id, and its sensor.</summary>
    public const string Id = "counting";

    /// <summary>Readings of a poll.</summary>
    public const int Quantities = 20;

    /// <summary>How far apart the first numbers of two starts are, at least.</summary>
    public const long BetweenStarts = 100_000;

    /// <summary>The file.</summary>
    public const string FileName = Id + ".py";

    /// <summary>Names of its quantities.</summary>
    public static IEnumerable<string> Names => Enumerable.Range(0, Quantities).Select(index => string.Create(CultureInfo.InvariantCulture, $"q{index:00}"));

    /// <summary>Its text.</summary>
    /// <param name="pollMilliseconds">Its poll interval.</param>
    public static string Text(int pollMilliseconds) => string.Create(CultureInfo.InvariantCulture, $$"""
        # /// script
        # requires-python = ">=3.11"
        # [tool.wasihal]
        # poll-interval = "{{pollMilliseconds}}ms"
        # ///
        import time
        from wit_world import exports
        from wit_world.exports.sensor import Measurement, Value_Number

        class Sensor(exports.Sensor):
            def __init__(self):
                # Twelve digits at most: what a history writes.
                self.next = int(time.time() * 10) % 1_000_000 * {{BetweenStarts}}

            def poll(self):
                number = self.next
                self.next += 1
                return [Measurement(sensor="{{Id}}", quantity=f"q{index:02}", value=Value_Number(float(number)), unit="1") for index in range({{Quantities}})]
        """);
}
