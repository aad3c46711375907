using System.Buffers.Binary;
using System.Text;

namespace WasiHal.Hosting.Wasm.CanonicalAbi;

/// <summary>
/// Reads <c>result&lt;list&lt;measurement&gt;, string&gt;</c> in place. A measurement is 40 bytes: sensor at 0 and quantity at 8
/// as (address, length), the value's case at 16 and its payload at 24, unit at 32. Allocates nothing for names seen before.
/// </summary>
internal sealed class MeasurementReader
{
    private const int RecordBytes = 40;

    /// <summary>Longest name or unit; the same as <see cref="MeasurementBuffer"/> accepts, but checked before anything is copied.</summary>
    private const uint LongestName = 256;

    private readonly Utf8Names _names = new();

    /// <summary>Reads the list at (address, count) into the buffer.</summary>
    /// <exception cref="PluginFailedException">A measurement is not acceptable.</exception>
    /// <exception cref="GuestLostException">The bytes break the contract.</exception>
    public void Read(GuestView view, uint address, uint count, MeasurementBuffer measurements)
    {
        measurements.Expect(count);
        var records = view.Slice(address, (int)count * RecordBytes);
        for (var i = 0; i < (int)count; i++)
        {
            var record = records.Slice(i * RecordBytes, RecordBytes);
            var sensor = Name(view, record);
            var quantity = Name(view, record[8..]);
            var unit = Name(view, record[32..]);
            switch (record[16])
            {
                case 0:
                    measurements.AddNumber(sensor, quantity, BinaryPrimitives.ReadDoubleLittleEndian(record[24..]), unit);
                    break;
                case 1:
                    measurements.Add(sensor, quantity, ReadingValue.FromFlag(record[24] != 0), unit);
                    break;
                case 2:
                    measurements.Add(sensor, quantity, ReadingValue.FromText(Text(view, record[24..], measurements)), unit);
                    break;
                case var other:
                    throw new GuestLostException($"case {other} of the variant value");
            }
        }
    }

    private string Name(GuestView view, ReadOnlySpan<byte> pair)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(pair[4..]);
        return length <= LongestName
            ? _names.Get(view.Slice(BinaryPrimitives.ReadUInt32LittleEndian(pair), (int)length))
            : throw new PluginFailedException($"a name or unit of {length} bytes; at most 64 characters are accepted");
    }

    private static string Text(GuestView view, ReadOnlySpan<byte> pair, MeasurementBuffer measurements)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(pair[4..]);
        measurements.ExpectText(length);
        return Encoding.UTF8.GetString(view.Slice(BinaryPrimitives.ReadUInt32LittleEndian(pair), (int)length));
    }
}
