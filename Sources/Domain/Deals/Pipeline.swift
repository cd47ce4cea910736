/// What is said of pipelines as a whole.
public enum Pipeline {
  /// The pipeline of deals that name none.
  public static let standard = "Основная"
}
