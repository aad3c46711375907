namespace WasiHal.Tests.Readings;

/// <summary>What every sink must do. <see cref="Taken"/> says what reached where the sink brings it, newest of each series.</summary>
public abstract class ReadingSinkConformance
{
    protected abstract IReadingSink Sink { get; }

    protected abstract IReadOnlyList<Reading> Taken { get; }

    [Fact]
    public async Task AcceptAsync_Batch_TakesAllOfIt()
    {
        Reading[] batch = [Sample.Reading("temperature", 20), Sample.Reading("pressure", 101_325)];

        await Sink.AcceptAsync(batch, CancellationToken.None);

        Assert.Equal(batch.OrderBy(reading => reading.Measurement.Quantity, StringComparer.Ordinal), Taken);
    }

    [Fact]
    public async Task AcceptAsync_BufferReusedAfterwards_KeepsWhatItWasGiven()
    {
        Reading[] buffer = [Sample.Reading("temperature", 20)];

        await Sink.AcceptAsync(buffer, CancellationToken.None);
        buffer[0] = Sample.Reading("temperature", 99);

        Assert.Equal(20, Assert.Single(Taken).Measurement.Value.Number);
    }

    [Fact]
    public async Task AcceptAsync_EmptyBatch_TakesNothing()
    {
        await Sink.AcceptAsync(ReadOnlyMemory<Reading>.Empty, CancellationToken.None);

        Assert.Empty(Taken);
    }

    [Fact]
    public async Task AcceptAsync_FromManyThreads_LosesNothing()
    {
        var tasks = Enumerable.Range(0, 4).Select(thread => Task.Run(async () =>
        {
            for (var number = 0; number < 50; number++)
            {
                await Sink.AcceptAsync(new[] { Sample.Reading($"quantity_{thread}_{number}", number) }, CancellationToken.None);
            }
        }));

        await Task.WhenAll(tasks);

        Assert.Equal(200, Taken.Count);
    }
}
