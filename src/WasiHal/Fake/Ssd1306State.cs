namespace WasiHal.Fake;

/// <summary>Memory, pointers and settings of an SSD1306; a new one is after a reset. Its owner locks.</summary>
internal sealed class Ssd1306State
{
    private const int Columns = 128;
    private const int Pages = 8;
    private const int Horizontal = 0;
    private const int Vertical = 1;
    private const int Paged = 2;

    private readonly byte[] _memory = new byte[Columns * Pages];
    private readonly byte[] _arguments = new byte[6];
    private byte _command;
    private int _taken;
    private int _missing;

    private int _mode = Paged;
    private int _column;
    private int _firstColumn;
    private int _lastColumn = Columns - 1;
    private int _page;
    private int _firstPage;
    private int _lastPage = Pages - 1;

    private int _startLine;
    private int _offset;
    private int _rows = 64;
    private bool _isColumnReversed;
    private bool _isRowReversed;

    public ReadOnlySpan<byte> Memory => _memory;

    public bool IsOn { get; private set; }

    public bool IsInverse { get; private set; }

    public bool IsAllOn { get; private set; }

    public bool IsChargePumpOn { get; private set; }

    public byte Contrast { get; private set; } = 0x7F;

    /// <summary>Whether a pixel is lit; with A1 and C8 column 0 is left and row 0 is above, as modules are mounted.</summary>
    public bool IsLit(int x, int y)
    {
        var row = _isRowReversed ? y : 63 - y;
        if (!IsOn || row >= _rows)
        {
            return false;
        }

        var column = _isColumnReversed ? x : Columns - 1 - x;
        var line = (row + _startLine + _offset) & 63;
        return IsAllOn || ((_memory[(line / 8 * Columns) + column] >> (line % 8)) & 1) == (IsInverse ? 0 : 1);
    }

    /// <summary>Takes a byte of data at the pointers and moves them on (section 10.1.3).</summary>
    public void Write(byte value)
    {
        _memory[(_page * Columns) + _column] = value;
        switch (_mode)
        {
            case Horizontal:
                if (MoveColumn())
                {
                    MovePage();
                }

                break;
            case Vertical:
                if (MovePage())
                {
                    MoveColumn();
                }

                break;
            default:
                _column = (_column + 1) % Columns;
                break;
        }
    }

    /// <summary>Takes a byte of a command: the command itself or its next argument.</summary>
    public void Command(byte value)
    {
        if (_missing > 0)
        {
            _arguments[_taken++] = value;
            if (--_missing > 0)
            {
                return;
            }
        }
        else
        {
            _command = value;
            _taken = 0;
            _missing = ArgumentCount(value);
            if (_missing > 0)
            {
                return;
            }
        }

        Execute(_command, _arguments);
    }

    private static int ArgumentCount(byte command) => command switch
    {
        0x26 or 0x27 => 6,
        0x29 or 0x2A => 5,
        0x21 or 0x22 or 0xA3 => 2,
        0x20 or 0x81 or 0x8D or 0xA8 or 0xD3 or 0xD5 or 0xD9 or 0xDA or 0xDB => 1,
        _ => 0,
    };

    private void Execute(byte command, byte[] arguments)
    {
        switch (command)
        {
            case <= 0x0F when _mode == Paged:
                _column = (_column & 0x70) | command;
                break;
            case >= 0x10 and <= 0x1F when _mode == Paged:
                _column = ((command & 0x07) << 4) | (_column & 0x0F);
                break;
            case 0x20:
                _mode = Math.Min(arguments[0] & 3, Paged);
                break;
            case 0x21:
                (_firstColumn, _lastColumn) = (arguments[0] & 0x7F, arguments[1] & 0x7F);
                _column = _firstColumn;
                break;
            case 0x22:
                (_firstPage, _lastPage) = (arguments[0] & 0x07, arguments[1] & 0x07);
                _page = _firstPage;
                break;
            case >= 0x40 and <= 0x7F:
                _startLine = command & 0x3F;
                break;
            case 0x81:
                Contrast = arguments[0];
                break;
            case 0x8D:
                IsChargePumpOn = (arguments[0] & 0x04) != 0;
                break;
            case 0xA0 or 0xA1:
                _isColumnReversed = command == 0xA1;
                break;
            case 0xA4 or 0xA5:
                IsAllOn = command == 0xA5;
                break;
            case 0xA6 or 0xA7:
                IsInverse = command == 0xA7;
                break;
            case 0xA8 when (arguments[0] & 0x3F) >= 15:
                _rows = (arguments[0] & 0x3F) + 1;
                break;
            case 0xAE or 0xAF:
                IsOn = command == 0xAF;
                break;
            case >= 0xB0 and <= 0xB7 when _mode == Paged:
                _page = command & 0x07;
                break;
            case >= 0xC0 and <= 0xCF:
                _isRowReversed = (command & 0x08) != 0;
                break;
            case 0xD3:
                _offset = arguments[0] & 0x3F;
                break;
        }
    }

    /// <summary>Moves on within the window; true when it went back to its beginning.</summary>
    private bool MoveColumn()
    {
        var isEnd = _column == _lastColumn;
        _column = isEnd ? _firstColumn : (_column + 1) % Columns;
        return isEnd;
    }

    private bool MovePage()
    {
        var isEnd = _page == _lastPage;
        _page = isEnd ? _firstPage : (_page + 1) % Pages;
        return isEnd;
    }
}
