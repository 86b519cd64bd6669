/** Invented goods: price in cents of the supplier's currency and weight in grams per piece, duty in percent of the customs value. */
export type Good = {
  readonly article: string;
  readonly hs: string;
  readonly name: string;
  /** what one piece costs on an ordinary day */
  readonly cents: number;
  readonly net: number;
  readonly duty: number;
  /** least duty in tenths of a euro per kilogram; 0 where there is none */
  readonly leastTenths: number;
  readonly supplier: Supplier;
};

export type Supplier = {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly city: string;
  readonly address: string;
  readonly brand: string;
  readonly currency: 'USD' | 'EUR' | 'CNY';
  readonly incoterm: string;
  /** the place that goes with it */
  readonly place: string;
  readonly border: string;
  /** days on the way */
  readonly transit: readonly [number, number];
  /** freight to the border in tiyn per kilogram */
  readonly perKilo: number;
  /** goods come under a tariff preference with a certificate of origin */
  readonly preferential: boolean;
  readonly related: boolean;
  readonly bank: string;
  readonly account: string;
  readonly prefix: string;
  readonly director: string;
};

export const trader = {
  id: 'T-0001',
  name: 'ТОО «Жібек Сауда»',
  taxId: '180140000901',
  address: 'г. Алматы, пр. Рыскулова, 57, офис 12',
  phone: '+7 727 300 55 10',
  director: 'Сейітқалиев Ерлан Қайратұлы',
  broker: 'ТОО «Брокер-Терминал»',
} as const;

const supplier = (given: Supplier): Supplier => given;

export const suppliers: readonly Supplier[] = [
  supplier({
    id: 'S-CN-1',
    name: 'Shenzhen AeroTone Audio Co., Ltd',
    country: 'CN',
    city: 'Shenzhen',
    address: '18 Keji South Rd, Shenzhen',
    brand: 'AeroTone',
    currency: 'USD',
    incoterm: 'FCA',
    place: 'Shenzhen',
    border: 'Хоргос',
    transit: [14, 24],
    perKilo: 13_500,
    preferential: false,
    related: false,
    bank: 'BKCHCNBJ',
    account: 'CN4400012345678',
    prefix: 'AT',
    director: 'Li Wei',
  }),
  supplier({
    id: 'S-CN-2',
    name: 'Yiwu Homeline Import & Export Co., Ltd',
    country: 'CN',
    city: 'Yiwu',
    address: '99 Chouzhou N Rd, Yiwu',
    brand: 'Homeline',
    currency: 'CNY',
    incoterm: 'FOB',
    place: 'Ningbo',
    border: 'Достык',
    transit: [18, 28],
    perKilo: 11_800,
    preferential: false,
    related: false,
    bank: 'ICBKCNBJ',
    account: 'CN6212261234567',
    prefix: 'HL',
    director: 'Chen Yu',
  }),
  supplier({
    id: 'S-TR-1',
    name: 'İzmir Ev Aletleri A.Ş.',
    country: 'TR',
    city: 'İzmir',
    address: 'Atatürk Cd. 41, İzmir',
    brand: 'EvGün',
    currency: 'EUR',
    incoterm: 'CPT',
    place: 'Алматы',
    border: 'Тажен',
    transit: [12, 20],
    perKilo: 0,
    preferential: false,
    related: false,
    bank: 'ISBKTRIS',
    account: 'TR330006100519786457',
    prefix: 'IZ',
    director: 'Ayşe Yılmaz',
  }),
  supplier({
    id: 'S-DE-1',
    name: 'Rheinwerk Armaturen GmbH',
    country: 'DE',
    city: 'Köln',
    address: 'Industriestr. 7, 50735 Köln',
    brand: 'Rheinwerk',
    currency: 'EUR',
    incoterm: 'EXW',
    place: 'Köln',
    border: 'Сырым',
    transit: [10, 18],
    perKilo: 21_000,
    preferential: false,
    related: true,
    bank: 'DEUTDEFF',
    account: 'DE89370400440532013000',
    prefix: 'RW',
    director: trader.director,
  }),
  supplier({
    id: 'S-UZ-1',
    name: 'Тошкент Тўқимачи МЧЖ',
    country: 'UZ',
    city: 'Тошкент',
    address: 'Тошкент ш., Навоий кўч., 14',
    brand: 'Toʻqimachi',
    currency: 'USD',
    incoterm: 'DAP',
    place: 'Шымкент',
    border: 'Конысбаева',
    transit: [4, 9],
    perKilo: 0,
    preferential: true,
    related: false,
    bank: 'NBFAUZ2X',
    account: 'UZ20208840100',
    prefix: 'TQ',
    director: 'Каримов Аброр',
  }),
  supplier({
    id: 'S-KR-1',
    name: 'Daegu Lighting Corp.',
    country: 'KR',
    city: 'Daegu',
    address: '215 Dongdaegu-ro, Daegu',
    brand: 'Daegu Light',
    currency: 'USD',
    incoterm: 'CIP',
    place: 'Алматы',
    border: 'Хоргос',
    transit: [16, 26],
    perKilo: 0,
    preferential: false,
    related: false,
    bank: 'KOEXKRSE',
    account: 'KR2600111223344',
    prefix: 'DL',
    director: 'Kim Min-jun',
  }),
];

type Facts = readonly [article: string, hs: string, name: string, cents: number, net: number, duty: number];

const goodsOf = (id: string, facts: readonly Facts[]): readonly Good[] =>
  facts.map(([article, hs, name, cents, net, duty]) => {
    const from = suppliers.find((s) => s.id === id);
    if (from === undefined) throw new RangeError(id);
    return { article, hs, name, cents, net, duty, leastTenths: article === 'HL-B3' ? 4 : 0, supplier: from };
  });

/** Each code stands for one article of one origin, so that its unit values are comparable. */
export const goods: readonly Good[] = [
  ...goodsOf('S-CN-1', [
    ['AT-X2', '8518309500', 'Наушники беспроводные AeroTone X2, цвет чёрный', 1_445, 240, 10],
    ['AT-S5', '8518210000', 'Колонка портативная AeroTone S5, 10 Вт', 2_890, 640, 10],
    ['AT-C20', '8504408200', 'Зарядное устройство AeroTone C20, 20 Вт', 452, 95, 5],
    ['AT-B10', '8507600000', 'Аккумулятор внешний AeroTone B10, 10 000 мА·ч', 1_112, 255, 8],
    ['AT-M1', '8518100008', 'Микрофон настольный AeroTone M1 с кабелем USB', 1_760, 410, 10],
    ['AT-R7', '8527139900', 'Радиоприёмник переносной AeroTone R7', 2_215, 730, 12],
  ]),
  ...goodsOf('S-CN-2', [
    ['HL-P12', '7323930000', 'Набор кастрюль из нержавеющей стали Homeline, 12 предметов', 21_400, 4_900, 12],
    ['HL-B3', '4202221000', 'Сумка женская из пластмассы Homeline, модель B3', 9_860, 620, 10],
    ['HL-K6', '8211910000', 'Набор ножей столовых Homeline K6', 6_350, 780, 12],
    ['HL-T24', '6911100000', 'Сервиз столовый фарфоровый Homeline, 24 предмета', 24_700, 6_200, 14],
    ['HL-W2', '9403601000', 'Полка настенная деревянная Homeline W2', 12_900, 2_700, 9],
    ['HL-L8', '9405420031', 'Гирлянда светодиодная Homeline L8, 8 м', 3_480, 450, 8],
  ]),
  ...goodsOf('S-TR-1', [
    ['IZ-K17', '8516797000', 'Чайник электрический EvGün K17, 1,7 л', 1_665, 1_120, 9],
    ['IZ-O45', '8516601010', 'Печь настольная электрическая EvGün O45, 45 л', 7_480, 9_800, 9],
    ['IZ-M5', '8509400000', 'Миксер ручной EvGün M5, қол миксері 5 жылдамдық', 1_930, 870, 8],
    ['IZ-T3', '8516400000', 'Утюг паровой EvGün T3, 2400 Вт', 2_240, 1_250, 9],
    ['IZ-V9', '8508110000', 'Пылесос EvGün V9, 1600 Вт', 6_120, 5_300, 10],
  ]),
  ...goodsOf('S-DE-1', [
    ['RW-S40', '8481801100', 'Смеситель для раковины Rheinwerk S40', 5_890, 1_650, 7],
    ['RW-D22', '3922100000', 'Поддон душевой акриловый Rheinwerk D22', 11_240, 9_400, 12],
    ['RW-F15', '8421210009', 'Фильтр для воды магистральный Rheinwerk F15', 4_370, 1_900, 5],
    ['RW-R10', '7307921000', 'Резьбовой уголок из нержавеющей стали Rheinwerk R10', 640, 180, 6],
    ['RW-P60', '8413703000', 'Насос циркуляционный Rheinwerk P60', 14_850, 4_100, 4],
  ]),
  ...goodsOf('S-UZ-1', [
    ['TQ-T1', '6302600000', 'Полотенце махровое хлопковое Toʻqimachi 70×140', 410, 480, 10],
    ['TQ-B2', '6302100001', 'Комплект постельного белья хлопковый Toʻqimachi, екі кісілік', 1_980, 2_100, 10],
    ['TQ-S5', '6109100000', 'Футболка мужская хлопковая Toʻqimachi S5', 365, 170, 10],
    ['TQ-N4', '6115950000', 'Носки хлопковые Toʻqimachi N4, 10 пар', 480, 390, 10],
    ['TQ-D7', '5208520000', 'Ткань хлопковая набивная Toʻqimachi D7, отрез 5 м', 890, 850, 10],
  ]),
  ...goodsOf('S-KR-1', [
    ['DL-9W', '8539520000', 'Лампа светодиодная Daegu Light 9 Вт, цоколь E27', 188, 48, 6],
    ['DL-P40', '9405110009', 'Люстра потолочная светодиодная Daegu Light P40', 3_140, 1_850, 8],
    ['DL-S20', '9405410031', 'Прожектор светодиодный Daegu Light S20, 20 Вт', 1_270, 690, 8],
    ['DL-D12', '8504408390', 'Блок питания Daegu Light D12, 12 В', 980, 420, 5],
    ['DL-T30', '9405210031', 'Лампа настольная светодиодная Daegu Light T30', 1_890, 1_050, 8],
  ]),
];

export const goodsFrom = (from: Supplier): readonly Good[] => goods.filter((g) => g.supplier === from);

/** Brought in by nobody's declaration: only a plant sells them. */
export const strangeGood = { article: 'GX-88', hs: '8517130000', name: 'Смартфон GX-88, 128 ГБ', tiyn: 11_850_000 } as const;

/** What the trader packs himself: material, product, units of material that one product takes (millionths). */
export const recipe = {
  material: 'MT-01',
  materialName: 'Плёнка упаковочная ввезённая, кг',
  product: 'GP-01',
  productName: 'Набор подарочный «Шаңырақ»',
  normE6: 1_250_000,
  tiynPerUnit: 184_000,
} as const;
