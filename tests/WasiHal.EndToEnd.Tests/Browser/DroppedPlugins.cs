namespace WasiHal.EndToEnd.Tests.Browser;

/// <summary>Plugins that tests of the page drop.</summary>
internal static class DroppedPlugins
{
    /// <summary>What a browser would run if it took it for markup; with quotes, and with what turns the direction of writing.</summary>
    public static readonly IReadOnlyList<string> HostileTexts =
    [
        "<img src=x onerror=window.__hacked=1>",
        "<script>window.__hacked=2</script>",
        "\"><svg onload='window.__hacked=3'>",
        "' onfocus='window.__hacked=4' autofocus x='",
        "a\u202Eb\u2066c",
    ];

    /// <summary>Counts its polls.</summary>
    /// <param name="sensor">What its sensor is called.</param>
    public static string Counter(string sensor = "counter") => $$"""
        # /// script
        # [tool.wasihal]
        # poll-interval = "1s"
        # ///
        from wit_world import exports
        from wit_world.exports.sensor import Measurement, Value_Number

        class Sensor(exports.Sensor):
            polls = 0

            def poll(self):
                self.polls += 1
                return [Measurement("{{sensor}}", "polls", Value_Number(self.polls), "1")]

        """;

    /// <summary>Measures in its first poll of all, and fails from then on.</summary>
    public const string Once = """
        # /// script
        # [tool.wasihal]
        # poll-interval = "1s"
        # ///
        from wit_world import exports
        from wit_world.imports import storage
        from wit_world.exports.sensor import Measurement, Value_Number

        class Sensor(exports.Sensor):
            def poll(self):
                if storage.get("done") is not None:
                    raise OSError("unplugged")
                storage.put("done", b"1")
                return [Measurement("once", "temperature", Value_Number(5), "Cel")]

        """;

    /// <summary>Its readings are the hostile texts.</summary>
    public static string HostileReadings => $$"""
        # /// script
        # [tool.wasihal]
        # poll-interval = "1s"
        # ///
        from wit_world import exports
        from wit_world.exports.sensor import Measurement, Value_Text

        TEXTS = {{ListOf(HostileTexts)}}

        class Sensor(exports.Sensor):
            def poll(self):
                return [Measurement("hostile", f"text{index}", Value_Text(text), "") for index, text in enumerate(TEXTS)]

        """;

    /// <summary>Its error is all hostile texts.</summary>
    public static string HostileError => $$"""
        # /// script
        # [tool.wasihal]
        # poll-interval = "1s"
        # ///
        from wit_world import exports
        from componentize_py_types import Err

        TEXTS = {{ListOf(HostileTexts)}}

        class Sensor(exports.Sensor):
            def poll(self):
                print(*TEXTS)
                raise Err(" ".join(TEXTS))

        """;

    /// <summary>Draws a whole page, as plugins of the original do, with a script in it.</summary>
    public const string WholePage = """
        from wit_world import exports

        class Dashboard(exports.Dashboard):
            def render(self, snapshot):
                return "<!doctype html><html><head><title>t</title></head><body><h1>Drawn whole</h1><script>parent.__hacked = 1; document.body.textContent = 'ran'</script></body></html>"

        """;

    /// <summary>A dashboard that cannot draw.</summary>
    public const string BrokenDashboard = """
        from wit_world import exports

        class Dashboard(exports.Dashboard):
            def render(self, snapshot):
                raise RuntimeError("no ink")

        """;

    // JSON's texts are Python's as well.
    private static string ListOf(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(text => System.Text.Json.JsonSerializer.Serialize(text)))}]";
}
