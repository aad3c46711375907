using System.Buffers.Binary;

namespace WasiHal.Fake;

/// <summary>
/// An SHT31: single measurements with and without clock stretching, status, soft reset, a check byte after each word.
/// Nothing is acknowledged while it measures or starts up, and a result can be read once; a read after a command with
/// clock stretching holds the bus until the result is there. It measures the air in which it got the command.
/// Safe from any thread. Source: Sensirion SHT3x-DIS datasheet, sections 4 and 2.2 (the longest times).
/// </summary>
/// <param name="environment">The air around it.</param>
/// <param name="timeProvider">The clock of its measurements; without it, the system's.</param>
public sealed class FakeSht31(IFakeEnvironment environment, TimeProvider? timeProvider = null) : IPoweredTarget
{
    /// <summary>The address with ADDR low.</summary>
    public const int DefaultAddress = 0x44;

    private const ushort AfterReset = 0x8010;
    private const ushort CommandUnknown = 0x0002;

    private static readonly TimeSpan StartUp = TimeSpan.FromMilliseconds(1.5);

    private readonly Lock _gate = new();
    private readonly TimeProvider _timeProvider = timeProvider ?? TimeProvider.System;
    private ushort _status = AfterReset;
    private byte[]? _answer;
    private bool _stretches;
    private long _busySince;
    private TimeSpan _busyFor;

    /// <inheritdoc/>
    public void PowerCycle()
    {
        lock (_gate)
        {
            Reset();
            _busyFor = TimeSpan.Zero;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NoAcknowledge"/>: it is busy, or there is nothing to read.</exception>
    public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        lock (_gate)
        {
            if (!write.IsEmpty || read.IsEmpty)
            {
                DemandIdle();
            }

            if (!write.IsEmpty)
            {
                _answer = null;
                Execute(write.Length == 2 ? BinaryPrimitives.ReadUInt16BigEndian(write) : (ushort)0);
            }

            if (!read.IsEmpty)
            {
                Answer(read);
            }
        }
    }

    /// <summary>The check byte of a word: CRC-8 with polynomial 0x31, from 0xFF (section 4.12).</summary>
    internal static byte Check(ReadOnlySpan<byte> word)
    {
        var crc = 0xFF;
        foreach (var value in word)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x80) != 0 ? (crc << 1) ^ 0x31 : crc << 1;
            }
        }

        return (byte)crc;
    }

    private static byte[] Words(params ReadOnlySpan<ushort> words)
    {
        var bytes = new byte[3 * words.Length];
        for (var index = 0; index < words.Length; index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(3 * index), words[index]);
            bytes[(3 * index) + 2] = Check(bytes.AsSpan(3 * index, 2));
        }

        return bytes;
    }

    private static ushort Scale(double value, double lowest, double span) =>
        (ushort)Math.Round(Math.Clamp((value - lowest) / span, 0, 1) * ushort.MaxValue);

    private void Execute(ushort command)
    {
        switch (command)
        {
            case 0x2400 or 0x2C06:
                Measure(15.5, stretches: command == 0x2C06);
                break;
            case 0x240B or 0x2C0D:
                Measure(6.5, stretches: command == 0x2C0D);
                break;
            case 0x2416 or 0x2C10:
                Measure(4.5, stretches: command == 0x2C10);
                break;
            case 0x30A2:
                Reset();
                BeBusy(StartUp);
                break;
            case 0x3041:
                _status = 0;
                break;
            case 0xF32D:
                _answer = Words(_status);
                break;
            default:
                _status |= CommandUnknown;
                return;
        }

        _status &= unchecked((ushort)~CommandUnknown);
    }

    private void Measure(double milliseconds, bool stretches)
    {
        var air = environment.Sample;
        _answer = Words(Scale(air.TemperatureCelsius, -45, 175), Scale(air.RelativeHumidityPercent, 0, 100));
        _stretches = stretches;
        BeBusy(TimeSpan.FromMilliseconds(milliseconds));
    }

    private void Reset() => (_status, _answer, _stretches) = (AfterReset, null, false);

    private void BeBusy(TimeSpan time) => (_busySince, _busyFor) = (_timeProvider.GetTimestamp(), time);

    private void Answer(Span<byte> read)
    {
        if (_stretches)
        {
            SlowBus.Wait(_timeProvider, _busySince, _busyFor);
        }

        DemandIdle();
        var answer = _answer ?? throw new HardwareException(HardwareErrorKind.NoAcknowledge, "The SHT31 has nothing to read: a result can be read once.");
        answer.AsSpan(0, Math.Min(answer.Length, read.Length)).CopyTo(read);
        (_answer, _stretches) = (null, false);
    }

    private void DemandIdle()
    {
        if (Remaining() > TimeSpan.Zero)
        {
            throw new HardwareException(HardwareErrorKind.NoAcknowledge, "The SHT31 is busy: it measures or starts up.");
        }
    }

    private TimeSpan Remaining() => _busyFor == TimeSpan.Zero ? TimeSpan.Zero : _busyFor - _timeProvider.GetElapsedTime(_busySince);
}
