using CsCheck;
using WasiHal.Cluster.History;
using WasiHal.Hosting.Tests;

namespace WasiHal.Cluster.Tests.History;

public sealed class ChunkCodecTests
{
    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Int[-5000, 5000].Select(tenths => tenths / 10.0),
        Gen.Int[-100000, 100000].Select(steps => steps / 1000.0),
        Gen.Double.Where(double.IsFinite),
        Gen.OneOf(0.0, -0.0, double.MaxValue, double.MinValue, double.Epsilon, 1e15, 9007199254740991, 9007199254740992, 0.1 + 0.2));

    private static readonly Gen<long> Time = Gen.OneOf(Gen.Long[-62_135_596_800_000, 253_402_300_799_999], Gen.Long[1_772_000_000_000, 1_772_000_100_000]);

    [Fact]
    public void Read_WhatWasWritten_IsTheSameBitForBit()
    {
        var point = Gen.Select(Time, Gen.Int[0, 2], Number, Number, Gen.String[0, 30], Gen.Int[1, 100000], Gen.Int[0, 2]);

        Gen.Select(point.Array[1, 60], Gen.Bool).SampleFixed(
            (drawn, isMixed) =>
            {
                foreach (var level in Enum.GetValues<ChunkLevel>())
                {
                    var points = drawn.Select(p => Make(p.Item1, (ReadingValueKind)(isMixed ? p.Item2 : drawn[0].Item2), p.Item3, p.Item4, p.Item5, p.Item6, level)).OrderBy(p => p.Time).ToArray();

                    var read = ChunkCodec.Read(ChunkCodec.Write(level, points), level, points.Length);

                    Assert.Equal(points.Select(Bits), read.Select(Bits));
                }
            },
            runs: 400);
    }

    [Fact]
    public void Read_AnyBytes_EndsWithPointsOrDamage()
    {
        var points = Enumerable.Range(0, 300).Select(i => new StoredPoint(i * 5000L, ReadingValueKind.Number, i / 10.0, i / 10.0, i / 10.0, null, 1)).ToArray();
        var whole = ChunkCodec.Write(ChunkLevel.Raw, points);

        for (var run = 0; run < FuzzRuns.Of(2000); run++)
        {
            var random = FuzzRuns.RandomFor(run);
            var bytes = random.Next(3) == 0 ? new byte[random.Next(60)] : whole.ToArray();
            for (var i = random.Next(1, 8); i > 0 && bytes.Length > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                ChunkCodec.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1)), (ChunkLevel)random.Next(3), random.Next(5000));
            }
            catch (RowDamagedException)
            {
                // As it should be.
            }
        }
    }

    [Theory]
    [InlineData(0.1, 2.5)]
    [InlineData(0.01, 3.5)]
    public void Write_ReadingsOfASensor_TakeFewBytes(double step, double bytesOfAReading)
    {
        var random = new Random(7);
        var value = 21.0;
        var time = 1_772_000_000_000L;
        var points = Enumerable.Range(0, 4000).Select(_ =>
        {
            value = Math.Round(value + ((random.Next(3) - 1) * step), 2);
            time += 5000 + random.Next(-3, 4);
            return new StoredPoint(time, ReadingValueKind.Number, value, value, value, null, 1);
        }).ToArray();

        Assert.InRange(ChunkCodec.Write(ChunkLevel.Raw, points).Length / 4000.0, 0.5, bytesOfAReading);
    }

    private static StoredPoint Make(long time, ReadingValueKind kind, double one, double other, string text, int count, ChunkLevel level) => (kind, level) switch
    {
        (ReadingValueKind.Text, _) => new(time, kind, 0, 0, 0, text, level == ChunkLevel.Raw ? 1 : count),
        (_, ChunkLevel.Raw) => new(time, kind, one, one, one, null, 1),
        _ => new(time, kind, one, Math.Min(one, other), Math.Max(one, other), null, count),
    };

    private static (long, ReadingValueKind, long, long, long, string?, int) Bits(StoredPoint point) =>
        (point.Time, point.Kind, BitConverter.DoubleToInt64Bits(point.Value), BitConverter.DoubleToInt64Bits(point.Least), BitConverter.DoubleToInt64Bits(point.Most), point.Text, point.Count);
}
