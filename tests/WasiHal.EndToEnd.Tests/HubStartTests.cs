using System.Net;
using System.Net.Sockets;

namespace WasiHal.EndToEnd.Tests;

public sealed class HubStartTests : IAsyncDisposable
{
    private readonly HubProcess _hub = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_NoPlugins_IsHealthyAndSigtermEndsItWithinTwoSeconds()
    {
        await _hub.StartReadyAsync(Cancelled);

        var health = await _hub.GetAsync("/healthz", Cancelled);
        var page = await _hub.Client.GetStringAsync(new Uri("/", UriKind.Relative), Cancelled);
        var (exitCode, took) = await _hub.StopAsync(Cancelled);

        Assert.Equal("healthy", health.GetProperty("status").GetString());
        Assert.Contains("<main ", page, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Help_ListsTheOptions()
    {
        _hub.Start("--help");

        Assert.Equal(0, await _hub.ExitAsync(Cancelled));
        Assert.All(["--config", "--plugins", "--data", "--urls", "--SECTION:KEY=VALUE"], option => Assert.Contains(option, _hub.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Unknown option --plugin", "--plugin", "x")]
    [InlineData("Unknown option plugins", "plugins")]
    [InlineData("--data needs a value", "--data")]
    [InlineData("--hal:provider needs a value", "--hal:provider", "fake")]
    public async Task CommandLine_Wrong_IsAnError(string message, params string[] arguments)
    {
        _hub.Start(arguments);

        Assert.Equal(2, await _hub.ExitAsync(Cancelled));
        Assert.Contains(message, _hub.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Toml_SyntaxError_IsNamedWithFileAndLine()
    {
        var file = Write("[hal]\nprovider = \n");

        _hub.Start("--config", file);

        await AssertRefused($"{file}:2: is not TOML");
    }

    [Fact]
    public async Task Configuration_SeveralFaults_AreNamedAllAtOnce()
    {
        var file = Write("[hal]\nprovider = \"raspberry\"\n[lesd]\ncount = 11\n[polling]\ninterval_seconds = 0\n[plugins.a.permisions]\nleds = [1]\n");

        _hub.Start("--config", file, "--leds:count=many");

        await AssertRefused(
            "The configuration has 5 faults:",
            $"{file}:2: hal.provider = \"raspberry\" is not ",
            $"{file}:3: lesd is not a known section; did you mean leds?",
            $"{file}:6: polling.interval_seconds = 0 is not ",
            $"{file}:7: plugins.a.permisions is not a known key; did you mean plugins.a.permissions?",
            "command line: leds.count = \"many\" is not ");
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://10.1.2.3:0")]
    public async Task Urls_NotLoopback_AreRefusedWithTheKeyToSet(string url)
    {
        _hub.Start("--urls", url, "--data", _hub.Folder);

        await AssertRefused("is not a loopback address", "cluster.security");
    }

    [Fact]
    public async Task Urls_PortInUse_IsOneClearLine()
    {
        using var other = new TcpListener(IPAddress.Loopback, _hub.Port);
        other.Start();

        _hub.Start("--urls", _hub.Client.BaseAddress!.ToString(), "--data", _hub.Folder, "--plugins", _hub.Plugins);

        Assert.Equal(1, await _hub.ExitAsync(Cancelled));
        Assert.Contains("address already in use", _hub.Output, StringComparison.Ordinal);
        AssertNoStackTrace();
    }

    [Fact]
    public async Task Toml_ChangedWhileItRuns_AWrongOneIsReportedAndTheRunningOneStays()
    {
        var file = Write("[cluster]\nnode_id = \"one\"\n");
        await _hub.StartReadyAsync(Cancelled, "--config", file);

        Write("[cluster]\nnode_id = \"o n e\"\n");
        await _hub.UntilOutputAsync("changed and is wrong", TimeSpan.FromSeconds(10), Cancelled);

        Assert.Contains($"{file}:2: cluster.node_id = \"o n e\" is not ", _hub.Output, StringComparison.Ordinal);
        Assert.Equal("one", (await _hub.GetAsync("/api/nodes", Cancelled))[0].GetProperty("id").GetString());
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private string Write(string toml)
    {
        var file = Path.Combine(_hub.Folder, "hub.toml");
        File.WriteAllText(file + ".new", toml);
        File.Move(file + ".new", file, overwrite: true);
        return file;
    }

    private async Task AssertRefused(params string[] messages)
    {
        Assert.Equal(2, await _hub.ExitAsync(Cancelled));
        Assert.All(messages, message => Assert.Contains(message, _hub.Output, StringComparison.Ordinal));
        AssertNoStackTrace();
    }

    private void AssertNoStackTrace() => Assert.DoesNotMatch(@"(?m)^\s+at |Exception", _hub.Output);
}
