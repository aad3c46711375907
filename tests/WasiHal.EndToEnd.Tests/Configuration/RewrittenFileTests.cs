using System.Diagnostics;

namespace WasiHal.EndToEnd.Tests.Configuration;

/// <summary>A configuration file that somebody writes badly: the running configuration stays, and the hub lives.</summary>
public sealed class RewrittenFileTests : IAsyncDisposable
{
    private const string Right = "[cluster]\nnode_id = \"one\"\n[polling]\ninterval_seconds = 5\n[leds]\ncount = 11\n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HubProcess _hub = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_hub.Folder, "hub.toml");

    [Fact]
    public async Task File_RewrittenAHundredTimesASecondAndLeftHalf_TheRunningConfigurationStays()
    {
        System.IO.File.WriteAllText(File, Right);
        await _hub.StartReadyAsync(Cancelled, "--config", File);

        await RewriteAsync(TimeSpan.FromSeconds(3));
        System.IO.File.WriteAllText(File, Right[..^4]);
        await _hub.UntilOutputAsync("changed and is wrong", Patience, Cancelled);

        Assert.Equal("healthy", (await _hub.GetAsync("/healthz", Cancelled)).GetProperty("status").GetString());
        Assert.Equal("one", (await _hub.GetAsync("/api/nodes", Cancelled))[0].GetProperty("id").GetString());

        // And the next right one counts again.
        System.IO.File.WriteAllText(File, Right.Replace("11", "12", StringComparison.Ordinal));
        await _hub.UntilOutputAsync("changed and is in force", Patience, Cancelled);
    }

    [Fact]
    public async Task Hub_KilledWhileItsFileIsRewritten_StartsWithTheNextRightOne()
    {
        System.IO.File.WriteAllText(File, Right);
        await _hub.StartReadyAsync(Cancelled, "--config", File);

        var rewriting = RewriteAsync(TimeSpan.FromSeconds(1));
        await _hub.KillAsync(Cancelled);
        await rewriting;
        System.IO.File.WriteAllText(File, Right);
        await _hub.StartReadyAsync(Cancelled, "--config", File);

        Assert.Equal("one", (await _hub.GetAsync("/api/nodes", Cancelled))[0].GetProperty("id").GetString());
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    /// <summary>Writes the file in place, half and whole in turn, as often as the machine lets, about a hundred times a second.</summary>
    private async Task RewriteAsync(TimeSpan time)
    {
        var begin = Stopwatch.GetTimestamp();
        for (var turn = 1; Stopwatch.GetElapsedTime(begin) < time; turn++)
        {
            System.IO.File.WriteAllText(File, turn % 2 == 0 ? Right : Right[..(turn % (Right.Length - 1) + 1)]);
            await Task.Delay(10, Cancelled);
        }
    }
}
