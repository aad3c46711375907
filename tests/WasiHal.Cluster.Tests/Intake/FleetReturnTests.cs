using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Tests.Spoke;

namespace WasiHal.Cluster.Tests.Intake;

/// <summary>N6: a hub that was away, and all its spokes that find it again at once, all behind one address and with the same luck.</summary>
public sealed class FleetReturnTests : IAsyncLifetime
{
    private const int Spokes = 50, Batches = 10, ReadingsOfABatch = 5, PushFailed = 3123;

    // Slower than what a push waits for by the spoke's clock, on a machine that is busy.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(25);

    private readonly TestFolder _data = new();
    private readonly List<TestSpoke> _spokes = [];
    private WebApplication _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await StartHubAsync(0);

    public async ValueTask DisposeAsync()
    {
        foreach (var spoke in _spokes)
        {
            await spoke.DisposeAsync();
        }

        await _hub.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Push_FiftySpokesAfterAnOutage_AllIsTakenOnce()
    {
        var address = new Uri(_hub.Urls.Single());
        await _hub.DisposeAsync();
        for (var spoke = 0; spoke < Spokes; spoke++)
        {
            _spokes.Add(new(string.Create(CultureInfo.InvariantCulture, $"spoke-{spoke}"), address));
            await _spokes[^1].StartAsync();
            for (var batch = 0; batch < Batches; batch++)
            {
                await _spokes[^1].PollAndWriteAsync(ReadingsOfABatch);
            }
        }

        await Task.WhenAll(_spokes.Select(spoke => spoke.UntilAsync(() => spoke.Logs.GetSnapshot().Any(log => log.Id.Id == PushFailed))));
        Assert.All(_spokes, spoke => Assert.Equal(Batches * ReadingsOfABatch, spoke.Figures.WaitingReadings));

        _hub = await StartHubAsync(address.Port);
        await Task.WhenAll(_spokes.Select(spoke => spoke.UntilAsync(() => spoke.Figures.WaitingReadings == 0, Step)));

        Assert.All(_spokes, spoke => Assert.Equal((Batches * ReadingsOfABatch, Batches * ReadingsOfABatch, 0), (spoke.Figures.Taken, spoke.Figures.Confirmed, spoke.Figures.Lost.Total)));
        var database = _hub.Services.GetRequiredService<HubDatabase>();
        Assert.All(_spokes, spoke => Assert.Equal(Batches * ReadingsOfABatch, database.Nodes.Single(node => node.Report.Node == spoke.Node).AppliedOfAll));
        Assert.Equal(Spokes * Batches * ReadingsOfABatch, await database.UseAsync(session => session.Journal.Readings + session.Chunks.Readings, TestContext.Current.CancellationToken));
        Assert.All(_spokes, spoke => Assert.DoesNotContain(spoke.Logs.GetSnapshot(), log => log.Level >= LogLevel.Error));
    }

    private async Task<WebApplication> StartHubAsync(int port)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), new("cluster:node_id", "hub"), new("data:directory", _data.Path)]);
        builder.Services.AddWasiHal().AddHubClustering();
        var hub = builder.Build();
        hub.MapWasiHal();
        await hub.StartAsync(TestContext.Current.CancellationToken);
        return hub;
    }
}
