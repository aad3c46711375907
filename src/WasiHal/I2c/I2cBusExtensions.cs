namespace WasiHal;

/// <summary>What can be done with any I²C bus by its one verb.</summary>
public static class I2cBusExtensions
{
    /// <summary>
    /// Finds the devices on a bus by sending each address alone, with no byte after it, as <c>i2cdetect -q</c> does. That
    /// changes no register of any chip known to us; a device that is busy or asleep may not answer.
    /// </summary>
    /// <param name="bus">The bus.</param>
    /// <param name="cancellationToken">Ends the search between two addresses.</param>
    /// <returns>The addresses that were acknowledged, ascending.</returns>
    /// <exception cref="HardwareException">The bus itself fails: anything but <see cref="HardwareErrorKind.NoAcknowledge"/>
    /// and, for an address that a driver of the kernel holds and that therefore counts as found, <see cref="HardwareErrorKind.Busy"/>.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static IReadOnlyList<I2cAddress> Scan(this II2cBus bus, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bus);
        var found = new List<I2cAddress>();
        for (var value = I2cAddress.Lowest; value <= I2cAddress.Highest; value++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var address = new I2cAddress(value);
            try
            {
                bus.WriteRead(address, [], []);
                found.Add(address);
            }
            catch (HardwareException nobody) when (nobody.Kind == HardwareErrorKind.NoAcknowledge)
            {
            }
            catch (HardwareException taken) when (taken.Kind == HardwareErrorKind.Busy)
            {
                found.Add(address);
            }
        }

        return found;
    }
}
