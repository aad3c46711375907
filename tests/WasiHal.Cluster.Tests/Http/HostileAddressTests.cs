using System.Text.Json;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Tests.Intake;
using WasiHal.Cluster.Tests.OpenApi;

namespace WasiHal.Cluster.Tests.Http;

/// <summary>B4: addresses that lead out, are no text, or ask for ten years, on every route: no file, no fault of the node's, and bounded answers.</summary>
public sealed class HostileAddressTests
{
    private const int MostBytes = 1024 * 1024;

    // What a route's address goes on with, and what stands in the place of an id.
    private static readonly string[] Hostile =
    [
        "/..", "/../..", "/../../../../../../etc/passwd", "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e%5c%2e%2e%5cetc%5cpasswd", "/..\\..\\..\\etc\\passwd", "\\..\\..\\etc\\passwd",
        "/....//....//etc/passwd", "/..;/..;/etc/passwd", "/%252e%252e/%252e%252e/etc/passwd", "/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd", "/%e0%80%ae%e0%80%ae/etc/passwd", "/%uff0e%uff0e/etc/passwd",
        "%00", "/%00", "/%00.json", "%", "%z", "%ff", "/%ff%fe", "/%ed%a0%80", "/%f4%90%80%80", "/\u00ff\u00fe", "//", "///", "/./././", "/;", "/%20", "/%0d%0aX-Made-Up:%201", "/" + new string('a', 3_000), "/" + string.Concat(Enumerable.Repeat("../", 1_000)),
        "?", "?%00", "?node=%00", "?node=..%2f..%2fetc%2fpasswd", "?node=%ff", "?plugin=%c0%ae", "?format=%00flat", "?a=1&a=2", "?" + string.Join('&', Enumerable.Range(0, 300).Select(number => $"a{number}=1")), "#/etc/passwd",
    ];

    // What a parameter may be given as.
    private static readonly string[] Values =
    [
        "", "%00", "%ff", "..", "-1", "0", "1", "-0", "1e309", "NaN", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "99999999999999999999999999", "0s", "-1s", "1ms", "99999999999999d", "1e9d", "NaNs",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-03-01T12:00:00Z", "2026-02-30T00:00:00Z", "2026-03-01T12:00:00%2b23:59", "%f0%9f%92%a9", "%ed%a0%80", "'%20OR%201=1--", "<script>", "a\u00ff", "%0a%0d", new string('9', 3_000),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Address_ThatLeadsOutOrIsNoText_IsAnsweredOnEveryRouteWithNoFile()
    {
        await using var node = await ListeningNode.StartAsync();
        var faults = new List<string>();
        foreach (var (method, path) in MappedRoutes.Of(node.Services))
        {
            var within = path.Contains("some", StringComparison.Ordinal) ? Hostile.Where(text => text[0] == '/').Select(text => path.Replace("some", text[1..], StringComparison.Ordinal)) : [];
            foreach (var address in Hostile.SelectMany(text => new[] { path + text, text + path }).Where(address => address[0] is '/' or '\\' or '?').Concat(within))
            {
                if (address.Length <= 4_000 && await FaultAsync(node, method, address) is { } fault)
                {
                    faults.Add($"{method} {address}: {fault}");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    [Fact]
    public async Task Parameter_OfEveryRoute_MayBeAnything()
    {
        var (node, _) = await TestNode.StartAsync();
        await using var __ = node;
        await node.PushAsync(Pushes.Push());
        var faults = new List<string>();
        foreach (var route in NodeApi.Routes.Where(route => route.Path != "/api/events"))
        {
            string[] names = [.. route.Parameters.Where(parameter => parameter.Place == "query").Select(parameter => parameter.Name), "unknown"];
            var path = route.Path.Replace("{id}", "some", StringComparison.Ordinal).Replace("{name}", "some", StringComparison.Ordinal);
            foreach (var name in names)
            {
                foreach (var value in Values)
                {
                    // The others are as they should be, so that this one is looked at.
                    var others = string.Concat(names.Where(other => other != name && Right.ContainsKey(other)).Select(other => $"&{other}={Right[other]}"));
                    var reply = await Security.SecuredNode.AskAsync(node, route.Method, $"{path}?{name}={value}{others}", route.Method == "GET" ? null : "{}");
                    if (reply.Status is not (>= 200 and < 500 or 503) || reply.Body.Length > MostBytes)
                    {
                        faults.Add($"{route.Method} {path} {name}={value}: {reply.Status}, {reply.Body.Length} characters");
                    }
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    [Theory]
    [InlineData("", 501)]
    [InlineData("&step=30d", 123)]
    [InlineData("&step=9h", HistoryEndpoint.MaxPoints)]
    public async Task History_OfTenYears_IsBounded(string step, int most)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        for (var year = 0; year < 10; year++)
        {
            var readings = Enumerable.Range(0, 500).Select(number => Pushes.Reading(number, $"{2016 + year}-{1 + (number / 50):00}-{1 + (number % 28):00}T{number % 24:00}:{number % 60:00}:00.000Z"));
            Assert.Equal(200, (await node.PushAsync(Pushes.Push(year + 1, readings: [.. readings]))).Status);
        }

        using var document = JsonDocument.Parse(await client.GetStringAsync($"/api/history?plugin=dht22&sensor=room&quantity=temperature&node=pi&from=2016-03-01T00:00:00Z&to=2026-03-01T00:00:00Z{step}", Cancelled));

        Assert.InRange(document.RootElement.GetProperty("points").GetArrayLength(), 1, most);
    }

    private static IReadOnlyDictionary<string, string> Right { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["plugin"] = "dht22",
        ["sensor"] = "room",
        ["quantity"] = "temperature",
    };

    private static async Task<string?> FaultAsync(ListeningNode node, string method, string address)
    {
        using var client = await node.SendAsync($"{method} {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        var isStream = address.Contains("events", StringComparison.Ordinal);
        var answer = await ListeningNode.ReadAsync(client, isStream ? 16 : MostBytes);
        return !answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? $"'{answer}'"
            : answer[9] == '5' && !answer.StartsWith("HTTP/1.1 503", StringComparison.Ordinal) ? answer.Split('\r')[0]
            : answer.Length >= MostBytes ? "the answer does not end"
            : answer.Contains("root:", StringComparison.Ordinal) ? "a file"
            : answer.Contains("\r\nX-Made-Up", StringComparison.OrdinalIgnoreCase) ? "a header of the sender's"
            : null;
    }
}
