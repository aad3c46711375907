using System.Globalization;
using System.Net;
using System.Net.Sockets;
using WasiHal.EndToEnd.Tests.Delivery;
using WasiHal.Tests.Shared;

namespace WasiHal.EndToEnd.Tests.Scarce;

/// <summary>R1: a hub that may open few files. It says so, or has enough whoever connects, and loses nothing that it confirmed.</summary>
public sealed class FewFilesTests
{
    // What a node asks for at least; the connections that it takes, and those that are tried.
    private const int Least = 640;
    private const int MostConnections = 256;
    private const int Connections = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(64)]
    [InlineData(Least - 1)]
    public async Task Hub_ThatMayOpenTooFew_SaysSoAndEnds(int files)
    {
        await using var hub = new HubProcess { StartedBy = Allowing(files) };
        hub.Start("--urls", hub.Client.BaseAddress!.ToString(), "--plugins", hub.Plugins, "--data", Path.Combine(hub.Folder, "data"));

        var exitCode = await hub.ExitAsync(Cancelled);
        await hub.UntilOutputAsync("LimitNOFILE=", Patience, Cancelled);

        Assert.Equal(2, exitCode);
        Assert.Contains($"lets this program open {files} files, and a node needs {Least}", hub.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", hub.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hub_ThatMayOpenTheLeast_HasFilesLeftWhateverConnects_AndLosesNothing()
    {
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var cluster = new DeliveryCluster(spokes: 2, pollMilliseconds: 100);
        cluster.Hub.StartedBy = Allowing(Least);
        await cluster.StartAllAsync();
        await cluster.UntilAppliedAsync(0, 100);
        for (var rounds = 0; rounds < 3; rounds++)
        {
            var idle = new List<Socket>();
            for (var number = 0; number < Connections; number++)
            {
                idle.Add(await ConnectAsync(cluster.Hub, number));
                Assert.InRange(OpenOf(cluster.Hub), 1, Least - 1);
            }

            Assert.InRange(OpenOf(cluster.Hub), MostConnections, Least - 1);
            idle.ForEach(socket => socket.Dispose());

            // It is back when it answers somebody new.
            var applied = (await cluster.Hub.UntilAsync("/api/nodes", Patience, _ => true, Cancelled)).EnumerateArray().Sum(DeliveryCluster.AppliedOf);
            await cluster.Hub.UntilAsync("/api/nodes", Patience, nodes => nodes.EnumerateArray().Sum(DeliveryCluster.AppliedOf) > applied + 100, Cancelled);
        }

        await cluster.SettleAsync();

        var faults = await cluster.JudgeAsync(begin);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    private static string[] Allowing(int files) => [Requirement.Tool("prlimit"), string.Create(CultureInfo.InvariantCulture, $"--nofile={files}:{files}")];

    // Several addresses, because one may not have so many connections.
    private static async Task<Socket> ConnectAsync(HubProcess hub, int number)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(new IPAddress([127, 0, 1, (byte)(1 + (number % 8))]), 0));
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, hub.Port), Cancelled);
        }
        catch (SocketException)
        {
            // It was closed before it was open.
        }

        return socket;
    }

    private static int OpenOf(HubProcess hub)
    {
        Assert.False(hub.HasExited, hub.Output);
        return Directory.EnumerateFileSystemEntries(string.Create(CultureInfo.InvariantCulture, $"/proc/{hub.ProcessId}/fd")).Count();
    }
}
