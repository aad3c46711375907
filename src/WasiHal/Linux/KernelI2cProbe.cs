using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace WasiHal.Linux;

/// <summary>
/// Sends an address with no byte after it by the SMBus command "quick write", which the kernel makes of a message of
/// length zero on an adapter that speaks I2C (<c>Documentation/i2c/smbus-protocol</c>). Numbers and structures:
/// <c>linux/i2c-dev.h</c>, <c>linux/i2c.h</c>.
/// </summary>
/// <param name="bus">Number of the adapter.</param>
/// <remarks>
/// An adapter that cannot do that, such as many DesignWare ones, reads one byte instead: the gentlest that is left,
/// though a chip may lose a byte of a queue by it. So do, on an adapter that speaks SMBus alone, the addresses at which a
/// quick write can harm: those buses carry memory modules, whose EEPROMs take it at 0x30 to 0x37 as a command to protect
/// themselves and may be damaged by it at 0x50 to 0x5f.
/// </remarks>
internal sealed class KernelI2cProbe(byte bus) : II2cProbe
{
    private const nuint SetAddress = 0x0703;
    private const nuint GetFunctions = 0x0705;
    private const nuint Smbus = 0x0720;

    private const int SpeaksI2c = 0x00000001;
    private const int HasQuick = 0x00010000;

    private const byte Write = 0;
    private const byte Read = 1;
    private const int Quick = 0;
    private const int OneByte = 1;

    // i2c_smbus_ioctl_data: direction, command, size at 4, pointer to i2c_smbus_data at 8.
    private readonly byte[] _argument = new byte[16];
    private readonly byte[] _data = GC.AllocateArray<byte>(34, pinned: true);
    private DeviceHandle? _handle;
    private bool _isI2c;
    private bool _isQuick;

    public int Probe(I2cAddress address)
    {
        if (_handle is null && Open() is not 0 and var closed)
        {
            return closed;
        }

        if (LibC.Control(_handle!, SetAddress, (nint)address.Value) < 0)
        {
            return Marshal.GetLastPInvokeError();
        }

        if (_isQuick && (_isI2c || address.Value is not ((>= 0x30 and <= 0x37) or (>= 0x50 and <= 0x5f))))
        {
            var error = Command(Write, Quick);
            if (error != KernelError.NotSupported)
            {
                return error;
            }

            // What an adapter refuses once it refuses always.
            _isQuick = false;
        }

        return Command(Read, OneByte);
    }

    public void Dispose()
    {
        _handle?.Dispose();
        _handle = null;
    }

    private int Open()
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/dev/i2c-{bus}\0");
        var handle = new DeviceHandle(LibC.Open(Encoding.ASCII.GetBytes(path), LibC.ReadWrite));
        if (handle.IsInvalid)
        {
            return Marshal.GetLastPInvokeError();
        }

        _handle = handle;

        if (LibC.Control(_handle!, GetFunctions, _argument) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            Dispose();
            return error;
        }

        // An unsigned long; all flags of interest are in its lower half.
        var functions = (int)MemoryMarshal.Read<nint>(_argument);
        _isI2c = (functions & SpeaksI2c) != 0;
        _isQuick = (functions & HasQuick) != 0;
        return 0;
    }

    private int Command(byte direction, int size)
    {
        _argument.AsSpan().Clear();
        _argument[0] = direction;
        MemoryMarshal.Write(_argument.AsSpan(4), size);
        MemoryMarshal.Write(_argument.AsSpan(8), Marshal.UnsafeAddrOfPinnedArrayElement(_data, 0));
        return LibC.Control(_handle!, Smbus, _argument) < 0 ? Marshal.GetLastPInvokeError() : 0;
    }
}
