using System.Buffers.Binary;
using System.IO.Compression;
using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakeSsd1306Tests
{
    private const string UsualSetUp = "AED580A83FD300408D142000A1C8DA1281CFD9F1DB40A4A6AF";

    private static readonly I2cAddress Address = new(FakeSsd1306.DefaultAddress);

    private readonly FakeBoard _board = new();
    private readonly FakeSsd1306 _panel = new();

    public FakeSsd1306Tests() => _board.GetI2cBus(1).Attach(Address, _panel);

    [Fact]
    public void Transfer_NewPanel_IsDarkAndOff()
    {
        var status = new byte[1];
        Send([], status);

        Assert.Equal(0x40, status[0]);
        Assert.False(_panel.IsOn);
        Assert.Equal(0x7F, _panel.Contrast);
        Assert.Equal(new byte[1024], _panel.GetMemory());
        Assert.Equal(-1, _panel.ToText().IndexOfAny(['▀', '▄', '█']));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Transfer_UsualSetUp_ShowsMemoryUpright(bool byteByByte)
    {
        Commands(UsualSetUp, byteByByte);
        Data(0x01, 0x80);

        Assert.True(_panel.IsOn);
        Assert.True(_panel.IsChargePumpOn);
        Assert.Equal(0xCF, _panel.Contrast);
        Assert.Equal([(0, 0), (1, 7)], Lit());
        var lines = _panel.ToText().Split('\n');
        Assert.Equal(32, lines.Length);
        Assert.All(lines, line => Assert.Equal(128, line.Length));
        Assert.Equal("▀ ", lines[0][..2]);
        Assert.Equal(" ▄", lines[3][..2]);
        var status = new byte[1];
        Send([], status);
        Assert.Equal(0, status[0]);
    }

    [Fact]
    public void ToText_KnownPattern_IsItsPicture()
    {
        Commands(UsualSetUp);
        Data(0x7F, 0x08, 0x08, 0x7F, 0x00, 0x7F);

        Assert.Equal(["█  █ █", "█▄▄█ █", "█  █ █", "▀  ▀ ▀"], _panel.ToText().Split('\n')[..4].Select(line => line.TrimEnd()));
    }

    [Fact]
    public void Transfer_Horizontal_WrapsToTheNextPageAndInTheWindow()
    {
        Commands("2000" + "217D7F" + "220607");
        Data(1, 2, 3, 4, 5, 6, 7);

        Assert.Equal([7, 2, 3], _panel.GetMemory().AsSpan((6 * 128) + 125, 3).ToArray());
        Assert.Equal([4, 5, 6], _panel.GetMemory().AsSpan((7 * 128) + 125, 3).ToArray());
        Assert.Equal(6, _panel.GetMemory().Count(value => value != 0));
    }

    [Fact]
    public void Transfer_Vertical_WrapsToTheNextColumnAndInTheWindow()
    {
        Commands("2001" + "217D7E" + "220507");
        Data(1, 2, 3, 4, 5, 6, 7);

        var memory = _panel.GetMemory();
        Assert.Equal([7, 4], memory.AsSpan((5 * 128) + 125, 2).ToArray());
        Assert.Equal([2, 5], memory.AsSpan((6 * 128) + 125, 2).ToArray());
        Assert.Equal([3, 6], memory.AsSpan((7 * 128) + 125, 2).ToArray());
        Assert.Equal(6, memory.Count(value => value != 0));
    }

    [Fact]
    public void Transfer_PageMode_WrapsInItsPage()
    {
        Commands("B3" + "0E" + "17");
        Data(1, 2, 3);

        var memory = _panel.GetMemory();
        Assert.Equal([1, 2], memory.AsSpan((3 * 128) + 126, 2).ToArray());
        Assert.Equal(3, memory[3 * 128]);
        Assert.Equal(3, memory.Count(value => value != 0));
    }

    [Fact]
    public void Transfer_PagePointersInAnotherMode_AreIgnored()
    {
        Commands("2000" + "B3" + "0E" + "17");
        Data(9);

        Assert.Equal(9, _panel.GetMemory()[0]);
    }

    [Fact]
    public void Transfer_WholeFrame_EndsWhereItBegan()
    {
        var frame = new byte[1024];
        new Random(1).NextBytes(frame);
        Commands("2000" + "21007F" + "220007");
        foreach (var chunk in frame.Chunk(16))
        {
            Data(chunk);
        }

        Assert.Equal(frame, _panel.GetMemory());
        Data(frame);
        Assert.Equal(frame, _panel.GetMemory());
    }

    [Fact]
    public void Transfer_ControlByteForEachByte_MixesCommandsAndData()
    {
        Send([0x80, 0xB1, 0xC0, 0xAA, 0x80, 0x05, 0x40, 0xBB, 0xCC]);

        Assert.Equal(0xAA, _panel.GetMemory()[128]);
        Assert.Equal([0xBB, 0xCC], _panel.GetMemory().AsSpan(128 + 5, 2).ToArray());
    }

    [Fact]
    public void Transfer_ArgumentsThatLookLikeCommands_AreArguments()
    {
        Commands("26" + "00A500AF00FF" + "2AAFA5AFA5AF" + "A3AFA5" + "D5AF" + "D9A5" + "DAAF" + "DBA5" + "81AF");

        Assert.False(_panel.IsOn);
        Assert.False(_panel.IsAllOn);
        Assert.Equal(0xAF, _panel.Contrast);
    }

    [Fact]
    public void GetPixel_Modes_ChangeThePicture()
    {
        Commands(UsualSetUp);
        Data(0x01);
        Assert.Single(Lit());

        Commands("A7");
        Assert.Equal((8192 - 1, false), (Lit().Count, _panel.GetPixel(0, 0)));
        Commands("A6A5");
        Assert.Equal(8192, Lit().Count);
        Commands("AE");
        Assert.Empty(Lit());
        Commands("A4AF");
        Assert.Equal([(0, 0)], Lit());
    }

    [Theory]
    [InlineData("A0", 127, 0)]
    [InlineData("C0", 0, 63)]
    [InlineData("A0C0", 127, 63)]
    [InlineData("41", 0, 63)]
    [InlineData("7F", 0, 1)]
    [InlineData("D301", 0, 63)]
    [InlineData("D33E43", 0, 63)]
    public void GetPixel_Geometry_MovesThePicture(string commands, int x, int y)
    {
        Commands(UsualSetUp);
        Data(0x01);

        Commands(commands);

        Assert.Equal([(x, y)], Lit());
    }

    [Fact]
    public void GetPixel_FewerRows_LeavesTheRestDark()
    {
        Commands(UsualSetUp + "A81F" + "A5");
        Assert.Equal(32 * 128, Lit().Count);
        Assert.False(_panel.GetPixel(0, 32));

        Commands("A800");
        Assert.Equal(32 * 128, Lit().Count);
    }

    [Theory]
    [InlineData(128, 0)]
    [InlineData(0, 64)]
    [InlineData(-1, 0)]
    public void GetPixel_Outside_IsInvalid(int x, int y) =>
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _panel.GetPixel(x, y), "0 to");

    [Fact]
    public void ToPng_RandomFrame_DecodesToThePanel()
    {
        var frame = new byte[1024];
        new Random(2).NextBytes(frame);
        Commands(UsualSetUp + "21007F220007");
        Data(frame);

        var chunks = Chunks(_panel.ToPng());

        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Select(chunk => chunk.Kind));
        Assert.Equal([0, 0, 0, 128, 0, 0, 0, 64, 1, 0, 0, 0, 0], chunks[0].Data);
        using var zlib = new ZLibStream(new MemoryStream(chunks[1].Data), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        Assert.Equal(64 * 17, rows.Length);
        for (var y = 0; y < 64; y++)
        {
            var row = rows.ToArray().AsSpan(y * 17, 17);
            Assert.Equal(0, row[0]);
            for (var x = 0; x < 128; x++)
            {
                Assert.Equal(((frame[(y / 8 * 128) + x] >> (y % 8)) & 1) == 1, (row[1 + (x / 8)] & (0x80 >> (x % 8))) != 0);
            }
        }
    }

    [Fact]
    public void PowerCycle_Panel_IsANewOne()
    {
        Commands(UsualSetUp + "8100" + "26");
        Data(1, 2, 3);

        _panel.PowerCycle();
        Commands("AF");

        Assert.Equal((true, 0x7F), (_panel.IsOn, _panel.Contrast));
        Assert.Equal(new byte[1024], _panel.GetMemory());
    }

    private static List<(string Kind, byte[] Data)> Chunks(byte[] png)
    {
        Assert.Equal(Convert.FromHexString("89504E470D0A1A0A"), png[..8]);
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var body = png.AsSpan(at + 4, 4 + length);
            Assert.Equal(Crc(body), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            chunks.Add((System.Text.Encoding.ASCII.GetString(body[..4]), body[4..].ToArray()));
            at += 12 + length;
        }

        return chunks;
    }

    /// <summary>Bit by bit, as the standard has it.</summary>
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                crc = ((crc ^ (uint)(value >> bit)) & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    private void Commands(string hex, bool byteByByte = false)
    {
        var commands = Convert.FromHexString(hex);
        foreach (var part in byteByByte ? commands.Chunk(1) : [commands])
        {
            Send([0x00, .. part]);
        }
    }

    private void Data(params byte[] data) => Send([0x40, .. data]);

    private void Send(byte[] write, byte[]? read = null) => _board.GetI2cBus(1).WriteRead(Address, write, read ?? []);

    private List<(int X, int Y)> Lit() =>
        [.. from y in Enumerable.Range(0, 64) from x in Enumerable.Range(0, 128) where _panel.GetPixel(x, y) select (x, y)];
}
