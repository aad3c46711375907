namespace WasiHal.Hosting.Wasm;

/// <summary>
/// A call ended in a way after which the instance cannot be used again: a trap, a deadline, a broken limit, bytes that
/// break the contract. Thrown by host functions to end the running call, and by the guest to its caller.
/// </summary>
internal sealed class GuestLostException(string message, string? detail = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>More than the message, such as the frames of a trap.</summary>
    public string? Detail { get; } = detail;
}
