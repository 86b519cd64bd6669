/** Invented goods of the invented trader: prices in US cents per piece, duty in percent, weights in grams per piece. */
export type Goods = {
  readonly hs: string;
  readonly description: string;
  readonly brand: string;
  readonly article: string;
  readonly origin: string;
  readonly seller: string;
  readonly cents: number;
  readonly duty: number;
  readonly net: number;
};

const goods = (
  [hs, article, description]: readonly [string, string, string],
  [brand, origin, seller]: readonly [string, string, string],
  [cents, duty, net]: readonly [number, number, number],
): Goods => ({ hs, description, brand, article, origin, seller, cents, duty, net });

const shenzhen = 'Shenzhen AeroTone Audio Co., Ltd';
const daegu = 'Daegu Lighting Corp.';
const izmir = 'İzmir Ev Aletleri A.Ş.';

export const catalogue: readonly [Goods, ...Goods[]] = [
  goods(['8518309500', 'AT-X2', 'Наушники беспроводные AeroTone X2, цвет чёрный'], ['AeroTone', 'CN', shenzhen], [445, 10, 62]),
  goods(['8518309500', 'AT-X1', 'Наушники проводные AeroTone X1'], ['AeroTone', 'CN', shenzhen], [460, 10, 58]),
  goods(['8518210000', 'AT-S5', 'Колонка портативная AeroTone S5'], ['AeroTone', 'CN', shenzhen], [890, 10, 540]),
  goods(['8504408200', 'AT-C20', 'Зарядное устройство 20 Вт'], ['AeroTone', 'CN', shenzhen], [152, 0, 95]),
  goods(['8507600000', 'AT-B10', 'Аккумулятор внешний 10 000 мА·ч'], ['AeroTone', 'CN', shenzhen], [612, 5, 215]),
  goods(['8539520000', 'DL-9W', 'Лампа светодиодная 9 Вт, цоколь E27'], ['Daegu Light', 'KR', daegu], [88, 6, 48]),
  goods(['9405110009', 'DL-P40', 'Люстра потолочная светодиодная 40 Вт'], ['Daegu Light', 'KR', daegu], [2140, 8, 1850]),
  goods(['8516797000', 'IZ-K17', 'Чайник электрический 1,7 л'], ['EvGün', 'TR', izmir], [1065, 9, 1120]),
  goods(['8516601010', 'IZ-O45', 'Печь настольная электрическая 45 л'], ['EvGün', 'TR', izmir], [5480, 9, 9800]),
  goods(['8509400000', 'IZ-M5', 'Миксер ручной, Қол миксері 5 жылдамдық'], ['EvGün', 'TR', izmir], [930, 8, 870]),
];
