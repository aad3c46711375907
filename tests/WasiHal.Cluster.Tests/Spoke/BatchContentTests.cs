using System.Buffers.Binary;
using System.Text;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Tests.Spoke;

public sealed class BatchContentTests
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, 7, TimeSpan.Zero);

    [Fact]
    public void Pack_EveryKindOfValue_IsThePushsJson()
    {
        Reading[] readings = [Of(ReadingValue.FromNumber(21.5), "Cel"), Of(ReadingValue.FromFlag(true), ""), Of(ReadingValue.FromText("grün \"x\" \n 🌡"), "") with { ExpectedEvery = TimeSpan.Zero }];

        var json = BatchContent.Unpack(BatchContent.Pack(readings, 100_000, out var packed));

        Assert.Equal(3, packed);
        Assert.Equal(
            """[{"plugin":"p","sensor":"s","quantity":"q","value":21.5,"unit":"Cel","time":"2026-03-01T12:00:00.007Z","expectedEverySeconds":15},{"plugin":"p","sensor":"s","quantity":"q","value":true,"time":"2026-03-01T12:00:00.007Z","expectedEverySeconds":15},{"plugin":"p","sensor":"s","quantity":"q","value":"grün \"x\" \n \uD83C\uDF21","time":"2026-03-01T12:00:00.007Z"}]""",
            Encoding.UTF8.GetString(json));
        Assert.Equal(readings.Select(reading => reading.Measurement.Value), BatchContent.Parse(json).Select(reading => reading.Value));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(200, 1)]
    [InlineData(1200, 9)]
    [InlineData(1_000_000, 1000)]
    public void Pack_MoreThanFits_TakesTheFirstOnes(int maxJson, int count)
    {
        var readings = Enumerable.Range(0, 1000).Select(value => Of(ReadingValue.FromNumber(value % 10), "Cel")).ToArray();

        var json = BatchContent.Unpack(BatchContent.Pack(readings, maxJson, out var packed));

        Assert.Equal(count, packed);
        Assert.Equal(count, BatchContent.Parse(json).Count);
        Assert.True(json.Length <= maxJson || count == 1, $"{json.Length}");
    }

    [Fact]
    public void Pack_LoneSurrogate_IsStillJson()
    {
        var json = BatchContent.Unpack(BatchContent.Pack([Of(ReadingValue.FromText("a\ud800b"), "")], 1000, out _));

        Assert.Equal("a\ufffdb", Assert.Single(BatchContent.Parse(json)).Value.Text);
    }

    [Fact]
    public void Shift_OnlyTimesFromBeforeTheClockWasSet()
    {
        var unset = new DateTimeOffset(1970, 1, 1, 0, 1, 0, TimeSpan.Zero);
        var content = BatchContent.Pack([Of(ReadingValue.FromNumber(1), "") with { Time = unset }, Of(ReadingValue.FromNumber(2), "")], 1000, out _);

        var shifted = BatchContent.Shift(content, TimeSpan.FromDays(20_000));
        var twice = BatchContent.Shift(shifted, TimeSpan.FromDays(20_000));

        Assert.Equal([unset.AddDays(20_000), Time], BatchContent.Parse(BatchContent.Unpack(shifted)).Select(reading => reading.Time));
        Assert.Equal(shifted, twice);
    }

    [Fact]
    public void Unpack_AnythingElse_IsRefusedAndBounded()
    {
        var packed = BatchContent.Pack([Of(ReadingValue.FromNumber(1), "")], 1000, out _);
        var longer = (byte[])packed.Clone();
        BinaryPrimitives.WriteInt32LittleEndian(longer, int.MaxValue);
        var shorter = (byte[])packed.Clone();
        BinaryPrimitives.WriteInt32LittleEndian(shorter, 10);

        Assert.All(new byte[][] { [], [1, 2], [255, 255, 255, 255, 1], longer, shorter, packed[..^1] }, content => Assert.Throws<InvalidDataException>(() => BatchContent.Unpack(content)));
    }

    private static Reading Of(ReadingValue value, string unit) => new("n", "p", new("s", "q", value, unit), Time, TimeSpan.FromSeconds(15));
}
