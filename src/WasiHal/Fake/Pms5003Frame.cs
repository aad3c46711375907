using System.Buffers.Binary;

namespace WasiHal.Fake;

/// <summary>What goes over the line of a PMS5003. Pure. Source: Plantower PMS5003 data manual, appendix.</summary>
internal static class Pms5003Frame
{
    /// <summary>Bytes of a command: start, code, a word, check.</summary>
    public const int CommandBytes = 7;

    private const int Words = 13;

    // Particles above 0.3, 0.5, 1, 2.5, 5 and 10 µm in 0.1 l for each µg/m³ up to 2.5 µm, as in the air of rooms.
    private static readonly double[] Counts = [160, 46, 8, 0.8, 0.3, 0.1];

    /// <summary>A data frame.</summary>
    /// <param name="air">What it tells.</param>
    public static byte[] Data(ParticleSample air)
    {
        double[] masses = [air.Pm1MicrogramsPerCubicMetre, air.Pm25MicrogramsPerCubicMetre, air.Pm10MicrogramsPerCubicMetre];
        ushort[] words =
        [
            .. masses.Select(mass => Word(Factory(mass))),
            .. masses.Select(Word),
            .. Counts.Select(count => Word(count * air.Pm25MicrogramsPerCubicMetre)),

            // Version of its program, and no fault.
            0x9700,
        ];
        var content = new byte[2 * Words];
        for (var index = 0; index < Words; index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(content.AsSpan(2 * index), words[index]);
        }

        return Frame(content);
    }

    /// <summary>The answer to a command.</summary>
    /// <param name="code">Of the command.</param>
    /// <param name="value">Of the command, its lower byte.</param>
    public static byte[] Answer(byte code, byte value) => Frame([code, value]);

    /// <summary>Whether a command's last two bytes are the sum of the others.</summary>
    public static bool IsSound(ReadOnlySpan<byte> command) => Sum(command[..^2]) == BinaryPrimitives.ReadUInt16BigEndian(command[^2..]);

    private static byte[] Frame(ReadOnlySpan<byte> content)
    {
        byte[] frame = [0x42, 0x4D, 0, (byte)(content.Length + 2), .. content, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(frame.Length - 2), Sum(frame));
        return frame;
    }

    private static ushort Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var value in bytes)
        {
            sum += value;
        }

        return (ushort)sum;
    }

    // The first three words are for the factory's dust; in thick air they are about half as much again.
    private static double Factory(double mass) => mass <= 20 ? mass : Math.Min(mass * 1.5, 1000);

    private static ushort Word(double value) => (ushort)Math.Clamp(Math.Round(value), 0, ushort.MaxValue);
}
