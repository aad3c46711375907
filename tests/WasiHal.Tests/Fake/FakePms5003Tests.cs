using System.Buffers.Binary;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakePms5003Tests : IDisposable
{
    // The commands as the data manual prints them.
    private static readonly byte[] Passive = [0x42, 0x4D, 0xE1, 0x00, 0x00, 0x01, 0x70];
    private static readonly byte[] Active = [0x42, 0x4D, 0xE1, 0x00, 0x01, 0x01, 0x71];
    private static readonly byte[] Question = [0x42, 0x4D, 0xE2, 0x00, 0x00, 0x01, 0x71];
    private static readonly byte[] Sleep = [0x42, 0x4D, 0xE4, 0x00, 0x00, 0x01, 0x73];
    private static readonly byte[] Wake = [0x42, 0x4D, 0xE4, 0x00, 0x01, 0x01, 0x74];

    private readonly FakeTimeProvider _time = new();
    private readonly FakeUartPort _port;
    private readonly FakePms5003 _sensor;

    public FakePms5003Tests()
    {
        _port = new FakeBoard(timeProvider: _time).AddUartPort("dust");
        _sensor = new(_port, _time);
        _port.Open(FakePms5003.Baud);
    }

    public void Dispose() => _sensor.Dispose();

    [Fact]
    public void Active_AFrameASecond_TellsTheAir()
    {
        WarmUp();
        _sensor.Particles = new(12, 18, 300);

        _time.Advance(TimeSpan.FromSeconds(3));

        var read = Read();
        Assert.Equal(3 * 32, read.Length);
        Assert.Equal([12, 18, 450, 12, 18, 300], Words(read.AsSpan(64, 32))[..6]);
    }

    [Fact]
    public void Frame_EveryMass_HasItsSumAndItsWords()
    {
        WarmUp();
        Ask(Passive);
        var random = new Random(5003);
        for (var sample = 0; sample < 300; sample++)
        {
            var finest = random.Next(1001);
            var fine = random.Next(finest, 1001);
            _sensor.Particles = new(finest, fine, random.Next(fine, 1001));

            var words = Words(Ask(Question));

            Assert.Equal([finest, fine, (int)_sensor.Particles.Pm10MicrogramsPerCubicMetre], words[3..6]);
            Assert.Equal(words[6..12].OrderDescending(), words[6..12]);
        }
    }

    [Fact]
    public void Passive_Asked_AnswersOnceForEachQuestion()
    {
        Assert.Equal([0x42, 0x4D, 0, 4, 0xE1, 0, 1, 0x74], Ask(Passive));

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(Read());
        Assert.Equal(32, Ask(Question).Length);
        Assert.Equal(64, Ask([.. Question, .. Question]).Length);
        Assert.True(_sensor.IsPassive);

        Ask(Active);
        Assert.Empty(Ask(Question));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(32, Read().Length);
    }

    [Fact]
    public void Command_InPiecesAndAfterNoise_IsUnderstood()
    {
        foreach (var value in (byte[])[0x00, 0x42, 0x00, .. Passive])
        {
            _port.Write([value]);
        }

        Assert.True(_sensor.IsPassive);
    }

    [Fact]
    public void Command_WrongSum_IsIgnored()
    {
        Assert.Empty(Ask([.. Passive[..^1], 0x71]));

        Assert.False(_sensor.IsPassive);
    }

    [Fact]
    public void Sleep_UntilWoken_IsSilentAndThenWarmsUpAnew()
    {
        WarmUp();
        Assert.Equal([0x42, 0x4D, 0, 4, 0xE4, 0, 1, 0x77], Ask(Sleep));
        Assert.True(_sensor.IsAsleep);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(Ask(Passive));

        Assert.Empty(Ask(Wake));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.InRange(Words(Read())[5], 0, 1);
    }

    [Fact]
    public void WarmUp_UntilItsEnd_TellsTooLittle()
    {
        _sensor.Particles = new(100, 200, 300);
        Ask(Passive);

        _time.Advance(FakePms5003.WarmUp / 2);
        Assert.Equal([50, 100, 150], Words(Ask(Question))[3..6]);

        _time.Advance(FakePms5003.WarmUp / 2);
        Assert.Equal([100, 200, 300], Words(Ask(Question))[3..6]);
    }

    [Fact]
    public void Unplugged_ThenPluggedIn_IsAsNew()
    {
        WarmUp();
        Ask(Passive);

        _sensor.IsPlugged = false;
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Empty(Ask(Question));

        _sensor.IsPlugged = true;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(32, Read().Length);
        Assert.False(_sensor.IsPassive);
    }

    [Fact]
    public void Deaf_Asked_SendsByItself()
    {
        _sensor.IsDeaf = true;

        Assert.Empty(Ask([.. Passive, .. Question]));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(32, Read().Length);
    }

    [Fact]
    public void WrongSums_AFrame_DoesNotAddUp()
    {
        _sensor.HasWrongSums = true;
        _time.Advance(TimeSpan.FromSeconds(1));

        var frame = Read();
        Assert.NotEqual(frame[..^2].Sum(value => value), BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(30)));
    }

    [Fact]
    public void Noise_AFrame_ComesAfterIt()
    {
        _sensor.NoiseBytes = 9;
        _time.Advance(TimeSpan.FromSeconds(1));

        var read = Read();
        Assert.Equal(9 + 32, read.Length);
        Assert.Equal(13, Words(read.AsSpan(9)).Length);
    }

    [Fact]
    public void AnotherRate_BothSides_UnderstandNothing()
    {
        _port.Open(115_200);
        _port.Write(Passive);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(_sensor.IsPassive);
        Assert.NotEqual([0x42, 0x4D], Read()[..2]);
    }

    [Fact]
    public void ClosedPort_HearsNothing()
    {
        _port.Close();
        _time.Advance(TimeSpan.FromSeconds(5));

        _port.Open(FakePms5003.Baud);
        Assert.Empty(Read());
    }

    [Fact]
    public void Dispose_IsGoneFromThePort()
    {
        _sensor.Dispose();

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(Read());
        _port.Write(Question);
        Assert.Equal(Question, _port.TakeWritten());
    }

    [Fact]
    public void Verbs_OutOfRange_AreInvalid()
    {
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _sensor.Particles = new(-1, 0, 0), "Pm1", "0 to 1000");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _sensor.Particles = new(10, 9, 10), "Pm25", "10 to 1000");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _sensor.Particles = new(10, 10, double.NaN), "Pm10");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _sensor.NoiseBytes = 65, "NoiseBytes is 65");
    }

    private static int[] Words(ReadOnlySpan<byte> frame)
    {
        Assert.Equal([0x42, 0x4D, 0, 28], frame[..4].ToArray());
        Assert.Equal(frame[..30].ToArray().Sum(value => value), BinaryPrimitives.ReadUInt16BigEndian(frame[30..]));
        var words = new int[13];
        for (var index = 0; index < words.Length; index++)
        {
            words[index] = BinaryPrimitives.ReadUInt16BigEndian(frame[(4 + (2 * index))..]);
        }

        return words;
    }

    private void WarmUp()
    {
        _time.Advance(FakePms5003.WarmUp);
        Read();
    }

    private byte[] Ask(byte[] command)
    {
        _port.Write(command);
        return Read();
    }

    private byte[] Read()
    {
        var read = new byte[4096];
        return read[.._port.Read(read, TimeSpan.Zero, TestContext.Current.CancellationToken)];
    }
}
