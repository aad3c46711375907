using System.Buffers.Binary;
using System.Text;

namespace WasiHal.Linux;

/// <summary>
/// Structures and numbers of <c>include/uapi/linux/gpio.h</c>, version 2 (since Linux 5.10), by their offsets in bytes. Every
/// 64-bit member is aligned to 8 bytes, so that the layout is the same on x64 and Arm64; both are little-endian.
/// </summary>
internal static class GpioUapi
{
    // _IOR and _IOWR: direction << 30 | size of the structure << 16 | 0xB4 << 8 | number.
    public const uint GetChipInfo = 0x8044B401;
    public const uint GetLineInfo = 0xC100B405;
    public const uint GetLine = 0xC250B407;
    public const uint SetConfig = 0xC110B40D;
    public const uint GetValues = 0xC010B40E;
    public const uint SetValues = 0xC010B40F;

    // enum gpio_v2_line_flag.
    public const ulong Used = 1 << 0;
    public const ulong Input = 1 << 2;
    public const ulong Output = 1 << 3;
    public const ulong BothEdges = (1 << 4) | (1 << 5);
    public const ulong PullUp = 1 << 8;
    public const ulong PullDown = 1 << 9;
    public const ulong NoBias = 1 << 10;
    public const ulong WallClock = 1 << 11;

    // struct gpiochip_info: name[32], label[32], lines.
    public const int ChipInfoBytes = 68;

    // struct gpio_v2_line_event: timestamp_ns (0), id (8), offset (12), seqno (16), line_seqno (20), padding[6].
    public const int EventBytes = 48;

    // struct gpio_v2_line_values: bits (0), mask (8).
    public const int ValuesBytes = 16;

    private const string Consumer = "wasihal";
    private const int NameBytes = 32;

    /// <summary>Edges that the kernel keeps for a line until they are read; its own default is 16, its limit 1024.</summary>
    private const int EventsKept = 256;

    // struct gpio_v2_line_info: name[32], consumer[32], offset (64), num_attrs (68), flags (72), attrs[10] of 16, padding[4].
    private const int LineInfoBytes = 256;

    // struct gpio_v2_line_config: flags (0), num_attrs (8), padding[5], attrs[10] (32) of { id, padding, values, mask }.
    private const int ConfigBytes = 272;
    private const int OutputValuesAttribute = 2;

    // struct gpio_v2_line_request: offsets[64] (0), consumer[32] (256), config (288), num_lines (560), event_buffer_size (564),
    // padding[5], fd (588).
    private const int RequestBytes = 592;

    /// <summary>Asks for one line: direction, bias and first level at once.</summary>
    public static byte[] Request(int line, ulong flags, bool high)
    {
        var request = new byte[RequestBytes];
        BinaryPrimitives.WriteInt32LittleEndian(request, line);
        Encoding.ASCII.GetBytes(Consumer, request.AsSpan(256));
        WriteConfig(request.AsSpan(288, ConfigBytes), flags, high);
        BinaryPrimitives.WriteInt32LittleEndian(request.AsSpan(560), 1);
        BinaryPrimitives.WriteInt32LittleEndian(request.AsSpan(564), EventsKept);
        return request;
    }

    /// <summary>The line's descriptor, which the kernel wrote into the request.</summary>
    public static int Descriptor(ReadOnlySpan<byte> request) => BinaryPrimitives.ReadInt32LittleEndian(request[588..]);

    public static byte[] Config(ulong flags, bool high)
    {
        var config = new byte[ConfigBytes];
        WriteConfig(config, flags, high);
        return config;
    }

    /// <summary>Asks of a line who has it and how.</summary>
    public static byte[] LineInfo(int line)
    {
        var info = new byte[LineInfoBytes];
        BinaryPrimitives.WriteInt32LittleEndian(info.AsSpan(64), line);
        return info;
    }

    public static string? ConsumerOf(ReadOnlySpan<byte> lineInfo) => Text(lineInfo[NameBytes..]);

    public static ulong FlagsOf(ReadOnlySpan<byte> lineInfo) => BinaryPrimitives.ReadUInt64LittleEndian(lineInfo[72..]);

    /// <summary>A text of at most 32 bytes that ends at its first zero.</summary>
    public static string? Text(ReadOnlySpan<byte> field)
    {
        var name = field[..NameBytes];
        return KernelText.Name(name.IndexOf((byte)0) is >= 0 and var end ? name[..end] : name);
    }

    private static void WriteConfig(Span<byte> config, ulong flags, bool high)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(config, flags);
        if ((flags & Output) != 0)
        {
            BinaryPrimitives.WriteInt32LittleEndian(config[8..], 1);
            BinaryPrimitives.WriteInt32LittleEndian(config[32..], OutputValuesAttribute);
            BinaryPrimitives.WriteUInt64LittleEndian(config[40..], high ? 1ul : 0);
            BinaryPrimitives.WriteUInt64LittleEndian(config[48..], 1);
        }
    }
}
