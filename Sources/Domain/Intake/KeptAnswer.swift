/// What a write under an `Idempotency-Key` was answered, so that the same write is answered again.
public struct KeptAnswer: Sendable, Equatable {
  /// The key the sender chose.
  public let key: String
  /// What was written: the method and the address.
  public let address: String
  /// What tells the body from others.
  public let digest: String
  /// The HTTP status.
  public let status: Int
  /// The type of the answer.
  public let type: String
  /// The answer.
  public let bytes: [UInt8]

  /// An answer with what it was given to.
  public init(
    key: String, address: String, digest: String, status: Int, type: String, bytes: [UInt8]
  ) {
    self.key = key
    self.address = address
    self.digest = digest
    self.status = status
    self.type = type
    self.bytes = bytes
  }
}
