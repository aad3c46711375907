namespace WasiHal.EndToEnd.Tests.Systemd;

/// <summary>What a node says to systemd, over a real socket.</summary>
public sealed class NotifyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Hub")]
    [InlineData("Spoke")]
    public async Task Node_AsAService_TellsItsStartItsLifeAndItsEnd(string sample)
    {
        await using NodeProcess node = sample == "Hub" ? new HubProcess() : new SpokeProcess();
        using var systemd = new NotifySocket(Path.Combine(node.Folder, "notify"));
        node.StartedBy = Service(node, "WATCHDOG_USEC=2000000", "JOURNAL_STREAM=8:1");

        await node.StartReadyAsync(Cancelled);
        await systemd.UntilAsync("READY=1", 1, Patience, Cancelled);
        await systemd.UntilAsync("WATCHDOG=1", 4, Patience, Cancelled);
        var (exitCode, _) = await node.StopAsync(Cancelled);
        await systemd.UntilAsync("STOPPING=1", 1, Patience, Cancelled);

        Assert.True(exitCode == 0, node.Output);
        Assert.Equal(["READY=1", "STOPPING=1"], systemd.Heard.Where(message => message != "WATCHDOG=1"));
        Assert.Matches(@"(?m)^<6>WasiHal\.Cluster\.Watchdog\.SystemdWatchdog\[3900\] Systemd watches this node: it starts it anew after 2 s", node.Output);
    }

    [Fact]
    public async Task Node_WhoseThreadsAllStandStill_TellsNothingMore()
    {
        await using var hub = new HubProcess();
        using var systemd = new NotifySocket(Path.Combine(hub.Folder, "notify"));
        hub.StartedBy = Service(hub, "WATCHDOG_USEC=200000");
        await hub.StartReadyAsync(Cancelled);
        await systemd.UntilAsync("WATCHDOG=1", 2, Patience, Cancelled);

        hub.Freeze();
        var frozen = await StillAsync(systemd);
        hub.Thaw();

        await systemd.UntilAsync("WATCHDOG=1", frozen + 2, Patience, Cancelled);
    }

    [Fact]
    public async Task Node_ThatNobodyWatches_TellsOnlyStartAndEnd()
    {
        await using var hub = new HubProcess();
        using var systemd = new NotifySocket(Path.Combine(hub.Folder, "notify"));
        hub.StartedBy = Service(hub);

        await hub.StartReadyAsync(Cancelled);
        await systemd.UntilAsync("READY=1", 1, Patience, Cancelled);
        await hub.StopAsync(Cancelled);
        await systemd.UntilAsync("STOPPING=1", 1, Patience, Cancelled);

        Assert.Equal(["READY=1", "STOPPING=1"], systemd.Heard);
    }

    /// <summary>Starts a process as systemd does: it is told that it is the service, and where to say what.</summary>
    private static string[] Service(NodeProcess node, params string[] more) =>
        ["env", $"NOTIFY_SOCKET={Path.Combine(node.Folder, "notify")}", .. more, "sh", "-c", "SYSTEMD_EXEC_PID=$$ WATCHDOG_PID=$$ exec \"$@\"", "sh"];

    // Ten signs would have come in the time that a hundred looks take at least; what was on its way is heard meanwhile.
    private static async Task<int> StillAsync(NotifySocket systemd)
    {
        int Alive() => systemd.Heard.Count(message => message == "WATCHDOG=1");
        for (var (last, same) = (Alive(), 0); ; same = Alive() == last ? same + 1 : 0, last = Alive())
        {
            if (same == 50)
            {
                return last;
            }

            await Task.Delay(20, Cancelled);
        }
    }
}
