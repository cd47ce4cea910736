/// What the words of a text say about reading it as windows-1251.
struct CyrillicEvidence {
  private var cyrillicWords = 0
  private var mixedWords = 0
  private var invertedWords = 0
  private var letters = 0
  private var vowels = 0
  private var high = 0
  private var oddHigh = 0
  private var hasUndefined = false
  private var isSharedOnly = true

  /// Reads the sample, a text of single bytes.
  init(_ sample: UnsafeBufferPointer<UInt8>) {
    var word = Word()
    for byte in sample {
      let trait = Self.traits[Int(byte)]
      if byte >= 0x80 {
        high += 1
        if trait & Self.odd != 0 { oddHigh += 1 }
        if trait & Self.shared == 0 { isSharedOnly = false }
        if byte == 0x98 { hasUndefined = true }
      }
      if trait & (Self.latin | Self.cyrillic) != 0 {
        word.add(trait)
        if trait & Self.cyrillic != 0 {
          letters += 1
          if trait & Self.vowel != 0 { vowels += 1 }
        }
      } else {
        close(&word)
      }
    }
    close(&word)
  }

  /// Whether the text reads as Russian or a kindred language in windows-1251.
  var isSensible: Bool {
    if hasUndefined { return false }
    if letters == 0 { return isSharedOnly }
    if mixedWords * 20 > cyrillicWords || invertedWords * 20 > cyrillicWords { return false }
    if oddHigh * 50 > high { return false }
    // About 42 % of Russian letters are vowels; other alphabets read as windows-1251 have few.
    return letters < 12 || (vowels * 4 >= letters && vowels * 3 <= letters * 2)
  }

  private mutating func close(_ word: inout Word) {
    if word.hasCyrillic {
      cyrillicWords += 1
      if word.hasLatin { mixedWords += 1 }
      if word.isInverted { invertedWords += 1 }
    }
    if word.length > 0 { word = Word() }
  }

  private struct Word {
    var length = 0
    var hasLatin = false
    var hasCyrillic = false
    var startsSmall = false
    var isInverted = false

    @inline(__always)
    mutating func add(_ trait: UInt8) {
      if trait & CyrillicEvidence.latin != 0 { hasLatin = true } else { hasCyrillic = true }
      let isCapital = trait & CyrillicEvidence.capital != 0
      if length == 0 {
        startsSmall = !isCapital
      } else if startsSmall, isCapital {
        isInverted = true
      }
      length += 1
    }
  }

  private static let latin: UInt8 = 1
  private static let cyrillic: UInt8 = 2
  private static let vowel: UInt8 = 4
  private static let capital: UInt8 = 8
  /// A character that ordinary texts hardly have.
  private static let odd: UInt8 = 16
  /// A byte that means the same in windows-1251 and windows-1252.
  private static let shared: UInt8 = 32

  private static let vowelScalars = "аеёиоуыэюяіїєАЕЁИОУЫЭЮЯІЇЄ".unicodeScalars
  /// Letters of Russian, Ukrainian and Belarusian outside the unbroken run А…я.
  private static let extraScalars = "ЁёІіЇїЄєҐґЎў".unicodeScalars

  private static let traits: [UInt8] = (0...255).map { byte in
    if (0x41...0x5A).contains(byte) { return latin | capital }
    if byte < 0x80 { return (0x61...0x7A).contains(byte) ? latin : 0 }
    let code = CodeTable.windows1251[byte - 0x80]
    guard let scalar = Unicode.Scalar(code) else { return odd }
    var trait: UInt8 = code == CodeTable.windows1252[byte - 0x80] ? shared : 0
    if (0x0400...0x04FF).contains(code) {
      trait |= cyrillic
      if scalar.properties.isUppercase { trait |= capital }
      if vowelScalars.contains(scalar) { trait |= vowel }
      let isCommon = (0x0410...0x044F).contains(code) || extraScalars.contains(scalar)
      if !isCommon { trait |= odd }
    } else if "¤¦¬\u{AD}†‡‰‹›µ¶".unicodeScalars.contains(scalar) {
      trait |= odd
    }
    return trait
  }
}
