using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Tests.Logs;

/// <summary><c>GET /api/logs</c>, from the logger to the answer.</summary>
public sealed partial class LogsEndpointTests
{
    [Fact]
    public async Task Logs_OfPluginAndHost_HaveTheContractsShape()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var logger = Logger(node, "WasiHal.Plugin");

        PluginSaid(logger, LogLevel.Warning, "oled", "no <acknowledge>\nat 0x3c");
        Ready(logger, 3);

        Assert.Equal(
            """{"entries":[{"id":2,"time":"2026-03-01T12:00:00.007Z","level":"warning","node":"hub","plugin":"oled","message":"no \u003Cacknowledge\u003E at 0x3c"},"""
            + """{"id":3,"time":"2026-03-01T12:00:00.007Z","level":"information","node":"hub","plugin":null,"message":"3 are ready"}]}""",
            await client.GetStringAsync("/api/logs?after=1", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("", "said ready scoped")]
    [InlineData("?level=warning", "said")]
    [InlineData("?level=Information", "said ready scoped")]
    [InlineData("?level=critical", "")]
    [InlineData("?plugin=oled", "said scoped")]
    [InlineData("?plugin=other", "")]
    [InlineData("?node=hub&after=2", "ready scoped")]
    [InlineData("?node=spoke", "")]
    public async Task Logs_Filtered_AreWhatWasAskedFor(string query, string expected)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var logger = Logger(node, "WasiHal");
        PluginSaid(logger, LogLevel.Warning, "oled", "said");
        Says(logger, LogLevel.Information, "ready");
        using (logger.BeginScope(new Dictionary<string, object?> { ["PluginId"] = "outer" }.ToArray()))
        using (logger.BeginScope(new Dictionary<string, object?> { ["PluginId"] = "oled" }.ToArray()))
        {
            Says(logger, LogLevel.Information, "scoped");
        }

        using var answer = JsonDocument.Parse(await client.GetStringAsync("/api/logs" + query, TestContext.Current.CancellationToken));

        Assert.Equal(expected, string.Join(' ', answer.RootElement.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("message").GetString()!).Where(message => !message.StartsWith("Board:", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("?level=loud", "level = \\u0022loud\\u0022 is not trace, debug, information, warning, error or critical.")]
    [InlineData("?after=-1", "after = \\u0022-1\\u0022 is not the id of an entry")]
    [InlineData("?after=99999999999999999999", "is not the id of an entry")]
    [InlineData("?after=1&after=2", "after is given more than once.")]
    [InlineData("?since=1", "since is no parameter of /api/logs.")]
    public async Task Logs_WrongParameter_IsNamed(string query, string detail)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        var answer = await client.GetAsync(new Uri("/api/logs" + query, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(detail, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_OfLibrariesAndMessagesOfExceptions_AreLeftOut()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        foreach (var category in new[] { "Microsoft.AspNetCore.Hosting", "WasiHalfOther" })
        {
            var logger = Logger(node, category);
            Says(logger, LogLevel.Critical, "GET /?token=secret");
        }

        Failed(Logger(node, "WasiHal.Cluster"), new InvalidOperationException("password=secret"));

        var json = await client.GetStringAsync("/api/logs", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("secret", json, StringComparison.Ordinal);
        Assert.Contains("It failed. (InvalidOperationException)", json, StringComparison.Ordinal);
    }

    private static ILogger Logger(TestNode node, string category) => node.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    [LoggerMessage(EventId = 1, Message = "{PluginId}: {Message}")]
    private static partial void PluginSaid(ILogger logger, LogLevel level, string pluginId, string message);

    [LoggerMessage(EventId = 4, Message = "{Text}")]
    private static partial void Says(ILogger logger, LogLevel level, string text);

    [LoggerMessage(2, LogLevel.Information, "{Count} are ready")]
    private static partial void Ready(ILogger logger, int count);

    [LoggerMessage(3, LogLevel.Error, "It failed.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
