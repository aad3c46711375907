using System.Globalization;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>N1, N2, N3: wires that are cut anywhere, answers that are lost, and a wire on which nothing comes any more.</summary>
public sealed class BrokenWireTests
{
    private static int Step => Environment.GetEnvironmentVariable("WASIHAL_FUZZ_FACTOR") is { Length: > 0 } ? 1 : 13;

    [Theory]
    [InlineData(true, 900)]
    [InlineData(false, 400)]
    public async Task Cut_AtAnyByte_NothingIsLostAndNothingComesTwice(bool isRequest, int bytes)
    {
        await using var hub = await HubDouble.StartAsync();
        await using var wire = new TestWire(hub.Address);
        await using var spoke = new TestSpoke(wire.Address);
        await spoke.StartAsync();
        for (var cut = 0; cut < bytes; cut += Step)
        {
            var before = wire.Cuts;
            wire.CutAfter(cut, isRequest);
            await spoke.PollAndWriteAsync(2);
            await spoke.UntilAsync(() => spoke.Figures.WaitingReadings == 0 && wire.Cuts > before, TimeSpan.FromSeconds(1));
        }

        Assert.Equal(Enumerable.Range(1, (int)spoke.Polled).Select(value => (double)value), hub.Values);
        Assert.Equal((spoke.Polled, spoke.Polled, 0), (spoke.Figures.Taken, spoke.Figures.Confirmed, spoke.Figures.Lost.Total));
        Assert.Empty(hub.Faults);
    }

    [Fact]
    public async Task Answer_LostAfterItWasApplied_IsNotAppliedTwice()
    {
        await using var hub = await HubDouble.StartAsync();
        await using var spoke = new TestSpoke(hub.Address);
        await spoke.StartAsync();
        var random = new Random(5);
        hub.InsteadOfAnswer = (context, answer) =>
        {
            if (random.Next(3) > 0)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            return HubDouble.WriteAsync(context, answer);
        };
        for (var round = 0; round < 100; round++)
        {
            await spoke.PollAndWriteAsync(2);
            spoke.Time.Advance(TimeSpan.FromSeconds(random.Next(3)));
            await Task.Delay(random.Next(4), TestContext.Current.CancellationToken);
        }

        await spoke.UntilAsync(() => spoke.Figures.WaitingReadings == 0, TimeSpan.FromSeconds(1));

        Assert.Equal(Enumerable.Range(1, 200).Select(value => (double)value), hub.Values.Order());
        Assert.True(hub.Pushes.Count(push => push.Sequence is not null) > 10);
        Assert.Empty(hub.Faults);
    }

    [Fact]
    public async Task HalfOpen_ForAQuarterOfAnHour_HoldsLittleAndRecovers()
    {
        await using var hub = await HubDouble.StartAsync();
        await using var wire = new TestWire(hub.Address);
        await using var spoke = new TestSpoke(wire.Address);
        await spoke.StartAsync();
        await spoke.PollAndWriteAsync();
        await spoke.UntilAsync(() => spoke.Figures.Confirmed == 1);
        wire.IsSwallowing = true;
        var (begin, most) = (spoke.Time.GetUtcNow(), 0);
        await spoke.PollAndWriteAsync();
        await spoke.UntilAsync(
            () =>
            {
                most = Math.Max(most, wire.Open);
                return spoke.Time.GetUtcNow() - begin > TimeSpan.FromMinutes(15);
            },
            TimeSpan.FromSeconds(2));
        Assert.Equal((2, 1), (spoke.Figures.Taken, spoke.Figures.Confirmed));
        Assert.Contains("no answer within 30 s", spoke.Pusher.State.Problem, StringComparison.Ordinal);

        wire.IsSwallowing = false;
        begin = spoke.Time.GetUtcNow();
        await spoke.UntilAsync(() => spoke.Figures.Confirmed == 2, TimeSpan.FromSeconds(1));

        Assert.InRange(most, 1, 3);
        Assert.InRange(spoke.Time.GetUtcNow() - begin, TimeSpan.Zero, Backoff.Longest + HubConnection.Patience + TimeSpan.FromSeconds(10));
        Assert.Equal([1, 2], hub.Values);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{wire.Connections} connections, {most} at once"));
    }
}
