namespace WasiHal.Sharing;

/// <summary>
/// One board for several owners, such as plugins, who must not disturb each other. Each uses the board through a lease.
/// A pin, a serial port, a PWM channel and a chip on an SPI bus are the owner's who uses them first, until its leases
/// that used them end; for another owner every verb of them is <see cref="HardwareErrorKind.Busy"/>, and the error names
/// the owner. I²C buses, LEDs, buzzer, relays and climate sensors are shared: each of their verbs is whole in itself.
/// Safe from any thread.
/// </summary>
/// <param name="board">The board.</param>
public sealed class SharedBoard(IBoard board)
{
    private readonly BoardClaims _claims = new();

    /// <summary>Lets somebody use the board. Several leases of one owner share what it holds.</summary>
    /// <param name="owner">Who: as others shall read it, such as <c>plugin door-bell</c>.</param>
    public BoardLease Lease(string owner)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(owner);
        return new(board, _claims, owner);
    }
}
