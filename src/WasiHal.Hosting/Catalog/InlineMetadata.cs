using System.Text;

namespace WasiHal.Hosting.Catalog;

/// <summary>
/// Finds the metadata that stands in a Python file's comments, by the rules of Python's inline script metadata. A
/// scanner that looks at each line once, because the file is not trusted.
/// </summary>
internal static class InlineMetadata
{
    /// <summary>Size of a table at most; more is no metadata.</summary>
    public const int MostBytes = 16 << 10;

    /// <summary>Finds the <c>script</c> block.</summary>
    /// <param name="source">The file.</param>
    /// <param name="file">Its name in messages.</param>
    /// <returns>The block, or null when there is none that is closed.</returns>
    /// <exception cref="MetadataException">There are two, or it is too large or not UTF-8.</exception>
    public static MetadataText? Find(ReadOnlySpan<byte> source, string file)
    {
        var rest = source.StartsWith("\uFEFF"u8) ? source[3..] : source;
        MetadataText? found = null;
        var run = new CommentRun();
        var number = 0;
        while (!rest.IsEmpty)
        {
            number++;
            var line = TakeLine(ref rest);
            var isContent = line is [(byte)'#'] || line.StartsWith("# "u8);
            if (isContent)
            {
                run.Add(line, number);
            }

            if ((!isContent || rest.IsEmpty) && run.Close(file) is { } block)
            {
                if (found is not null)
                {
                    throw new MetadataException($"{file}:{block.FirstLine - 1}: a second '# /// script' block; one file has one");
                }

                found = block;
            }

            if (!isContent)
            {
                run = new CommentRun();
            }
        }

        return found;
    }

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> rest)
    {
        // Python takes all three for the end of a line.
        var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(rest[end..].StartsWith("\r\n"u8) ? end + 2 : end + 1)..];
        return line;
    }

    // Neighbouring comment lines. A block begins at the first start line and reaches to the last end line of its run, so
    // that an end line within the text is text, and a run holds one block at most.
    private struct CommentRun
    {
        private readonly StringBuilder _text = new();
        private bool _isOpen;
        private bool _isScript;
        private int _firstLine;
        private int _closedLength;
        private int _bytes;
        private int _closedBytes;
        private bool _isBroken;

        public CommentRun()
        {
        }

        public void Add(ReadOnlySpan<byte> line, int number)
        {
            if (!_isOpen)
            {
                if (TypeOf(line) is { IsEmpty: false } type)
                {
                    _isOpen = true;
                    _isScript = type.SequenceEqual("script"u8);
                    _firstLine = number + 1;
                }

                return;
            }

            if (line.SequenceEqual("# ///"u8))
            {
                _closedLength = _text.Length;
                _closedBytes = _bytes;
            }

            // Other blocks are other people's: their text is not kept, only their end is looked for.
            _bytes += line.Length;
            if (_isScript && _bytes <= MostBytes + 16)
            {
                _isBroken |= !System.Text.Unicode.Utf8.IsValid(line);
                _text.Append(Encoding.UTF8.GetString(line.Length > 1 ? line[2..] : [])).Append('\n');
            }
        }

        public readonly MetadataText? Close(string file)
        {
            if (!_isScript || _closedLength == 0)
            {
                return null;
            }

            if (_isBroken)
            {
                throw new MetadataException($"{file}:{_firstLine - 1}: the metadata is not UTF-8");
            }

            return _closedBytes <= MostBytes
                ? new MetadataText(_text.ToString(0, _closedLength), _firstLine)
                : throw new MetadataException($"{file}:{_firstLine - 1}: the metadata has more than {MostBytes} bytes");
        }

        private static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> line)
        {
            if (!line.StartsWith("# /// "u8))
            {
                return default;
            }

            var type = line[6..];
            foreach (var letter in type)
            {
                if (!char.IsAsciiLetterOrDigit((char)letter) && letter != (byte)'-')
                {
                    return default;
                }
            }

            return type;
        }
    }
}
