"""统一社会信用代码 (GB 32100-2015)."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_OLD_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def check_character(body: str) -> str:
    """The 18th character for the first 17: (31 − Σ mod 31) mod 31 over the 31-character alphabet."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def fault(code: str) -> str:
    """What is wrong with a code, in Chinese; empty when nothing is.

    Characters 3–8 are not compared with today's divisions: real codes keep old ones (DOMAIN B).
    """
    upper = code.upper()
    if _is_old(upper.replace("-", "")):
        return f"“{code}”是 9 位的旧组织机构代码，不是统一社会信用代码"
    if len(code) != 18:
        return f"统一社会信用代码应为 18 位，“{code}”是 {len(code)} 位"
    strange = [character for character in upper if character not in ALPHABET]
    if strange:
        return f"统一社会信用代码里不会有“{strange[0]}”（不用字母 I、O、S、V、Z，也不用符号）"
    if code != upper:
        return f"统一社会信用代码的字母应为大写：{upper}"
    if code[0] not in "123456789ANY" or code[1] == "0" or not code[2:8].isascii() or not code[2:8].isdigit():
        return "统一社会信用代码前 8 位不对：第 1 位是登记管理部门，第 2 位是机构类别，第 3～8 位是 6 位数字"
    expected = check_character(code[:17])
    if code[17] != expected:
        return f"统一社会信用代码校验位不对：末位是“{code[17]}”，按前 17 位算应为“{expected}”，多半有一位抄错"
    return ""


def _is_old(code: str) -> bool:
    if len(code) != 9 or not all(character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" for character in code):
        return False
    total = sum(int(character, 36) * weight for character, weight in zip(code, _OLD_WEIGHTS, strict=False))
    return code[8] == {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))
