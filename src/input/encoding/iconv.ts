// The encodings beside UTF-8. The library and its tables lie in a file of dist that is loaded at the first use
// (scripts/bundle.js): most files need none of it.
import iconv from 'iconv-lite'

/** iconv takes base64 and hex for encodings as well. */
export function isTextEncoding(name: string): boolean {
  return iconv.encodingExists(name) && !/^(base64|hex|binary|internal)$/i.test(name.replace(/[^a-z0-9]/gi, ''))
}

export function decodeAs(encoding: string, bytes: Uint8Array): string {
  return iconv.decode(Buffer.from(bytes), encoding)
}

/** Piece by piece: a character may begin in one and end in the next. */
export function decoderOf(encoding: string): iconv.DecoderStream {
  return iconv.getDecoder(encoding)
}

/** Characters that the encoding lacks become question marks. */
export function encodeAs(encoding: string, text: string): Uint8Array {
  return iconv.encode(text, encoding, {addBOM: false}) // it is in the text, where one is wanted
}
