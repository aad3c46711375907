using System.Buffers;
using System.IO.Compression;

namespace WasiHal.Cluster.History;

/// <summary>
/// The points of a chunk as bytes: column by column, each in the form in which neighbours look alike, then Brotli. Every
/// number comes back bit for bit.
/// </summary>
internal static class ChunkCodec
{
    private const int Quality = 4, Window = 18;
    private const byte Mixed = 255;

    // Of a chunk; far above what one can hold, which is texts of 4096 characters.
    private const int MostBytes = 64 << 20;

    public static byte[] Write(ChunkLevel level, IReadOnlyList<StoredPoint> points)
    {
        var writer = new RowWriter();
        WriteColumns(level, points, writer);
        var plain = writer.Written;
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(plain.Length) + 8);
        try
        {
            if (!BrotliEncoder.TryCompress(plain, packed, out var length, Quality, Window))
            {
                throw new InvalidOperationException("Points could not be packed.");
            }

            var size = plain.Length;
            var head = new RowWriter();
            head.Count(size);
            head.Bytes(packed.AsSpan(0, length));
            return head.Written.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="RowDamagedException">They do not fit together.</exception>
    public static StoredPoint[] Read(ReadOnlySpan<byte> data, ChunkLevel level, int points)
    {
        var head = new RowReader(data);
        var size = (int)head.Count(MostBytes);
        var plain = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            return BrotliDecoder.TryDecompress(head.Rest(), plain.AsSpan(0, size), out var written) && written == size
                ? ReadColumns(new(plain.AsSpan(0, size)), level, points)
                : throw new RowDamagedException("it does not unpack");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    private static void WriteColumns(ChunkLevel level, IReadOnlyList<StoredPoint> points, RowWriter writer)
    {
        var time = 0L;
        foreach (var point in points)
        {
            writer.Signed(unchecked(point.Time - time));
            time = point.Time;
        }

        var kind = points[0].Kind;
        var isMixed = points.Any(point => point.Kind != kind);
        writer.Byte(isMixed ? Mixed : (byte)kind);
        if (isMixed)
        {
            foreach (var point in points)
            {
                writer.Byte((byte)point.Kind);
            }
        }

        if (isMixed || kind != ReadingValueKind.Text)
        {
            NumberColumn.Write(writer, points, point => point.Value);
            if (level != ChunkLevel.Raw)
            {
                NumberColumn.Write(writer, points, point => point.Least);
                NumberColumn.Write(writer, points, point => point.Most);
            }
        }

        if (level != ChunkLevel.Raw)
        {
            foreach (var point in points)
            {
                writer.Count(point.Count);
            }
        }

        if (isMixed || kind == ReadingValueKind.Text)
        {
            foreach (var point in points)
            {
                writer.Text(point.Text);
            }
        }
    }

    private static StoredPoint[] ReadColumns(RowReader reader, ChunkLevel level, int count)
    {
        if (count is <= 0 or > ChunkRow.MostPoints)
        {
            throw new RowDamagedException("it has no points, or too many");
        }

        var times = new long[count];
        var time = 0L;
        foreach (ref var next in times.AsSpan())
        {
            next = time = unchecked(time + reader.Signed());
        }

        var kinds = new byte[count];
        var kind = reader.Byte();
        foreach (ref var next in kinds.AsSpan())
        {
            next = kind == Mixed ? reader.Byte() : kind;
        }

        var hasNumbers = kind != (byte)ReadingValueKind.Text;
        var values = hasNumbers ? NumberColumn.Read(ref reader, count) : new double[count];
        var (least, most) = (values, values);
        if (hasNumbers && level != ChunkLevel.Raw)
        {
            (least, most) = (NumberColumn.Read(ref reader, count), NumberColumn.Read(ref reader, count));
        }

        var counts = new int[count];
        foreach (ref var next in counts.AsSpan())
        {
            next = level == ChunkLevel.Raw ? 1 : (int)reader.Count(int.MaxValue);
        }

        var points = new StoredPoint[count];
        var hasTexts = kind is Mixed or (byte)ReadingValueKind.Text;
        for (var i = 0; i < count; i++)
        {
            points[i] = kinds[i] <= (byte)ReadingValueKind.Text
                ? new(times[i], (ReadingValueKind)kinds[i], values[i], least[i], most[i], hasTexts ? reader.TextOrNone() : null, counts[i])
                : throw new RowDamagedException("a value is of no kind");
        }

        return reader.IsAtEnd ? points : throw new RowDamagedException("something follows its end");
    }
}
